package ringfence.sip.message;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The header fields of a message in their order, known or not; immutable. What is read through a
/// [Header] is remembered. Reading a malformed field throws [MalformedHeaderException] unless
/// [SipParser] was told to check that header.
public final class Headers {
  /// No fields.
  public static final Headers NONE = new Headers(new Field[0]);

  private final Field[] fields;

  Headers(Field[] fields) {
    this.fields = fields;
  }

  /// Every field, in order.
  public List<Field> fields() {
    return List.of(fields);
  }

  /// Every field that is this header, in order.
  public List<Field> fields(Header<?> header) {
    List<Field> found = new ArrayList<>(2);
    for (Field field : fields) if (field.is(header)) found.add(field);
    return found;
  }

  /// Whether a field of this header is there.
  public boolean has(Header<?> header) {
    return indexOf(header) >= 0;
  }

  /// The first value of a header; empty when it is not there or an empty list.
  public <T> Optional<T> first(Header<T> header) {
    for (Field field : fields) {
      if (!field.is(header)) continue;
      List<T> values = field.read(header);
      if (!values.isEmpty()) return Optional.of(values.getFirst());
    }
    return Optional.empty();
  }

  /// Every value of a header, from all its fields, in order.
  public <T> List<T> all(Header<T> header) {
    List<T> found = List.of();
    boolean merged = false;
    for (Field field : fields) {
      if (!field.is(header)) continue;
      List<T> values = field.read(header);
      if (found.isEmpty()) {
        found = values;
      } else {
        if (!merged) found = new ArrayList<>(found);
        merged = true;
        found.addAll(values);
      }
    }
    return merged ? List.copyOf(found) : found;
  }

  /// With this value and no other of its header: in the place of the first field, or at the end.
  public <T> Headers with(Header<T> header, T value) {
    return replaced(header, Field.of(header, value));
  }

  /// With these values in one field, between commas, and no others of the header.
  public <T> Headers withAll(Header<T> header, List<T> values) {
    if (header.form() == Header.Form.LIST) return replaced(header, Field.of(header, values));
    Headers result = without(header);
    for (T value : values) result = result.append(header, value);
    return result;
  }

  private Headers replaced(Header<?> header, Field with) {
    int at = indexOf(header);
    if (at < 0) return inserted(fields.length, with);
    Field[] result = fields.clone();
    result[at] = with;
    int length = at + 1;
    for (int i = at + 1; i < fields.length; i++)
      if (!fields[i].is(header)) result[length++] = fields[i];
    return new Headers(length == result.length ? result : Arrays.copyOf(result, length));
  }

  /// With one more value, in a field of its own after the last of its header, or at the end.
  public <T> Headers append(Header<T> header, T value) {
    int after = fields.length;
    for (int i = 0; i < fields.length; i++) if (fields[i].is(header)) after = i + 1;
    return inserted(after, Field.of(header, value));
  }

  /// With one more field at the end; for names that no [Header] stands for.
  public Headers append(String name, String value) {
    return inserted(fields.length, Field.of(name, value));
  }

  /// With another message's fields of that header, as they were written, at the end.
  public Headers appendFrom(Headers other, Header<?> header) {
    Field[] result = Arrays.copyOf(fields, fields.length + other.fields.length);
    int length = fields.length;
    for (Field field : other.fields) if (field.is(header)) result[length++] = field;
    return length == fields.length ? this : new Headers(Arrays.copyOf(result, length));
  }

  /// The fields of these headers alone, as they were written, in this order.
  Headers only(List<Header<?>> wanted) {
    Field[] result = new Field[fields.length];
    int length = 0;
    for (Header<?> header : wanted) {
      for (Field field : fields) if (field.is(header)) result[length++] = field;
    }
    return new Headers(Arrays.copyOf(result, length));
  }

  /// With one more value, in a field of its own before the first of its header, or before all
  /// fields.
  public <T> Headers prepend(Header<T> header, T value) {
    return inserted(Math.max(indexOf(header), 0), Field.of(header, value));
  }

  /// Without any field of that header.
  public Headers without(Header<?> header) {
    if (!has(header)) return this;
    Field[] result = new Field[fields.length];
    int length = 0;
    for (Field field : fields) if (!field.is(header)) result[length++] = field;
    return new Headers(Arrays.copyOf(result, length));
  }

  /// Without the first value of a header; the other values stay as they were written.
  public Headers withoutFirst(Header<?> header) {
    int at = indexOf(header);
    if (at < 0) return this;
    if (header.form() == Header.Form.LIST && fields[at].read(header).size() > 1) {
      return put(at, fields[at].withoutFirstValue());
    }
    Field[] result = new Field[fields.length - 1];
    System.arraycopy(fields, 0, result, 0, at);
    System.arraycopy(fields, at + 1, result, at, fields.length - at - 1);
    return new Headers(result);
  }

  /// With another first value of a header, as when a server adds `received` to the topmost Via; the
  /// other values stay as they were written.
  public <T> Headers withFirst(Header<T> header, T value) {
    int at = indexOf(header);
    if (at >= 0 && fields[at].read(header).size() <= 1) return put(at, Field.of(header, value));
    return withoutFirst(header).inserted(Math.max(at, 0), Field.of(header, value));
  }

  /// The same fields in another order: those of `first`, then the others by name, then those of
  /// `last`. Fields of one header keep theirs.
  public Headers ordered(List<Header<?>> first, List<Header<?>> last) {
    Field[] result = fields.clone();
    Arrays.sort(
        result,
        Comparator.<Field>comparingInt(field -> place(field, first, last))
            .thenComparing(
                field -> place(field, first, last) == first.size() ? field.name() : "",
                String.CASE_INSENSITIVE_ORDER));
    return new Headers(result);
  }

  private static int place(Field field, List<Header<?>> first, List<Header<?>> last) {
    for (int i = 0; i < first.size(); i++) if (field.is(first.get(i))) return i;
    for (int i = 0; i < last.size(); i++) {
      if (field.is(last.get(i))) return first.size() + 1 + i;
    }
    return first.size();
  }

  private Headers put(int at, Field field) {
    Field[] result = fields.clone();
    result[at] = field;
    return new Headers(result);
  }

  private Headers inserted(int at, Field field) {
    Field[] result = new Field[fields.length + 1];
    System.arraycopy(fields, 0, result, 0, at);
    result[at] = field;
    System.arraycopy(fields, at, result, at + 1, fields.length - at);
    return new Headers(result);
  }

  private int indexOf(Header<?> header) {
    for (int i = 0; i < fields.length; i++) if (fields[i].is(header)) return i;
    return -1;
  }

  Field[] array() {
    return fields;
  }

  /// The fields, each with its line end.
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder(512);
    for (Field field : fields) out.append(field).append("\r\n");
    return out.toString();
  }
}
