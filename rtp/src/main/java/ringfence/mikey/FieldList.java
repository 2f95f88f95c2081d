package ringfence.mikey;

import java.util.ArrayList;
import java.util.List;

/// Collects the fields of a message from its front to its end.
final class FieldList {
  private final List<Dissection.Field> fields = new ArrayList<>();
  private int offset;

  /// A payload of `length` octets whose fields follow.
  FieldList payload(int length, String name, String value, String clause) {
    fields.add(new Dissection.Field(offset, length, 0, name, value, clause));
    return this;
  }

  /// The next field.
  FieldList field(int length, String name, String value, String clause) {
    fields.add(new Dissection.Field(offset, length, 1, name, value, clause));
    offset += length;
    return this;
  }

  /// What stands encrypted in the field before.
  FieldList within(int first, int length, String name, String value) {
    fields.add(new Dissection.Field(first, length, 2, name, value, "RFC 3830 6.13"));
    return this;
  }

  int offset() {
    return offset;
  }

  List<Dissection.Field> all() {
    return fields;
  }
}
