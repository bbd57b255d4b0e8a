package org.sealgate.provider;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.NativeLongByReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;

/**
 * The library that speaks to tokens (PKCS #11 2.40), asked which tokens there are: the JDK's
 * provider takes one by the number of its slot, and does not say what it is called. Everything else
 * is the provider's.
 */
final class Pkcs11Module {
  private static final long OK = 0;
  private static final long ALREADY_INITIALIZED = 0x191;
  private static final long OS_LOCKING_OK = 2;
  private static final long TOKEN_INITIALIZED = 0x400;
  private static final int INITIALIZE_ARGUMENTS_OCTETS = 64;

  /** Larger than any CK_TOKEN_INFO; its text fields come first, so that no padding matters. */
  private static final int TOKEN_INFO_OCTETS = 512;

  private static final int LABEL_AT = 0;
  private static final int MANUFACTURER_AT = 32;
  private static final int MODEL_AT = 64;
  private static final int SERIAL_AT = 80;
  private static final int FLAGS_AT = 96;

  private final Path path;
  private final NativeLibrary library;

  private Pkcs11Module(Path path, NativeLibrary library) {
    this.path = path;
    this.library = library;
  }

  /**
   * A token in its slot.
   *
   * @param slot the number of the slot
   * @param attributes what is said of the token, by the names of {@link TokenUri}
   */
  record Slot(long slot, Map<String, String> attributes) {
    boolean fits(TokenUri uri) {
      return attributes.entrySet().containsAll(uri.token().entrySet());
    }

    String label() {
      return attributes.getOrDefault(TokenUri.LABEL, "");
    }
  }

  /**
   * Loads the library, and makes it ready for several threads.
   *
   * @throws SmimeException CONFIGURATION where it is none
   */
  static Pkcs11Module load(Path path) {
    if (!Files.isRegularFile(path)) {
      throw new SmimeException(
          ErrorCode.CONFIGURATION,
          "there is no PKCS #11 module " + path + ": install it, or correct module-path");
    }
    try {
      Pkcs11Module module = new Pkcs11Module(path, NativeLibrary.getInstance(path.toString()));
      module.initialize();
      return module;
    } catch (LinkageError e) {
      throw new SmimeException(
          ErrorCode.CONFIGURATION,
          path + " does not load as a PKCS #11 module: give the one that came with the token",
          e);
    }
  }

  private void initialize() {
    // CK_C_INITIALIZE_ARGS: four pointers to functions that are not given, then the flags.
    Memory arguments = new Memory(INITIALIZE_ARGUMENTS_OCTETS);
    arguments.clear();
    arguments.setNativeLong(4L * Native.POINTER_SIZE, new NativeLong(OS_LOCKING_OK));
    long result = call("C_Initialize", arguments);
    if (result != ALREADY_INITIALIZED) {
      require("C_Initialize", result);
    }
  }

  /** The tokens that are there and were made ready for use. */
  List<Slot> slots() {
    NativeLongByReference count = new NativeLongByReference();
    require("C_GetSlotList", call("C_GetSlotList", (byte) 1, Pointer.NULL, count));
    if (count.getValue().intValue() == 0) {
      return List.of();
    }
    Memory list = new Memory((long) NativeLong.SIZE * count.getValue().intValue());
    require("C_GetSlotList", call("C_GetSlotList", (byte) 1, list, count));
    List<Slot> slots = new ArrayList<>();
    for (int i = 0; i < count.getValue().intValue(); i++) {
      NativeLong number = list.getNativeLong((long) i * NativeLong.SIZE);
      Memory info = new Memory(TOKEN_INFO_OCTETS);
      if (call("C_GetTokenInfo", number, info) == OK
          && (info.getNativeLong(FLAGS_AT).longValue() & TOKEN_INITIALIZED) != 0) {
        slots.add(slot(number.longValue(), info));
      }
    }
    return slots;
  }

  private static Slot slot(long number, Memory info) {
    return new Slot(
        number,
        Map.of(
            TokenUri.LABEL, text(info, LABEL_AT, 32),
            TokenUri.MANUFACTURER, text(info, MANUFACTURER_AT, 32),
            TokenUri.MODEL, text(info, MODEL_AT, 16),
            TokenUri.SERIAL, text(info, SERIAL_AT, 16),
            TokenUri.SLOT, Long.toString(number)));
  }

  /** Filled up with blanks. */
  private static String text(Memory info, int offset, int length) {
    return new String(info.getByteArray(offset, length), StandardCharsets.UTF_8).stripTrailing();
  }

  private long call(String name, Object... arguments) {
    Function function = library.getFunction(name);
    return ((NativeLong) function.invoke(NativeLong.class, arguments)).longValue();
  }

  private void require(String function, long result) {
    if (result != OK) {
      throw new SmimeException(
          ErrorCode.UNAVAILABLE,
          "the PKCS #11 module %s does not work (%s: 0x%s): see its manual"
              .formatted(path, function, Long.toHexString(result).toUpperCase(Locale.ROOT)));
    }
  }
}
