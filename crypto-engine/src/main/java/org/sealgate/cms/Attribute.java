package org.sealgate.cms;

import java.util.ArrayList;
import java.util.List;
import org.sealgate.SmimeException;

/** An attribute: a type and its values (RFC 5652, 5.3). */
record Attribute(String type, List<Element> values) {
  Attribute {
    values = List.copyOf(values);
  }

  /** The attributes in a SET, or in an element under an implicit tag for one. */
  static List<Attribute> list(Element set, int most) {
    List<Attribute> attributes = new ArrayList<>();
    Elements in = set.children();
    while (in.hasNext()) {
      if (attributes.size() == most) {
        throw SmimeException.limit("cms.attributes", most);
      }
      Elements attribute = in.next(Der.SEQUENCE, "Attribute").children();
      String type = attribute.next("attrType").oid();
      List<Element> values = new ArrayList<>();
      Elements set2 = attribute.next(Der.SET, "attrValues").children();
      while (set2.hasNext()) {
        values.add(set2.next("value"));
      }
      attributes.add(new Attribute(type, values));
    }
    return attributes;
  }
}
