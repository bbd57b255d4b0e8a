package org.sealgate.smime;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Records of limits with one of them changed, whichever they are. */
final class LimitRecords {
  private LimitRecords() {}

  /** The names of the limits, without those that are records of limits themselves. */
  static List<String> names(Class<?> type) {
    return Arrays.stream(type.getRecordComponents())
        .filter(component -> component.getType().isPrimitive())
        .map(RecordComponent::getName)
        .toList();
  }

  /** Each limit with its value. */
  static Map<String, Long> values(Record limits) {
    Map<String, Long> values = new HashMap<>();
    try {
      for (RecordComponent component : limits.getClass().getRecordComponents()) {
        if (component.getAccessor().invoke(limits) instanceof Number number) {
          values.put(component.getName(), number.longValue());
        }
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
    return values;
  }

  /** The same limits, but for the one of this name. */
  static <T extends Record> T with(T limits, String name, long value) {
    RecordComponent[] components = limits.getClass().getRecordComponents();
    Object[] values = new Object[components.length];
    Class<?>[] types = new Class<?>[components.length];
    try {
      for (int i = 0; i < components.length; i++) {
        types[i] = components[i].getType();
        boolean meant = components[i].getName().equals(name);
        Object old = components[i].getAccessor().invoke(limits);
        values[i] = !meant ? old : types[i] == int.class ? (Object) (int) value : (Object) value;
      }
      @SuppressWarnings("unchecked") // The class of the argument is the argument's.
      Class<T> type = (Class<T>) limits.getClass();
      return type.getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
