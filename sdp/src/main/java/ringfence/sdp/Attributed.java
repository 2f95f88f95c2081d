package ringfence.sdp;

import java.util.List;
import java.util.Optional;

/// What has lines of its own: a session description and each of its media descriptions.
public sealed interface Attributed permits SessionDescription, MediaDescription {
  /// The lines of this level in the order they came.
  List<Line> lines();

  default List<Attribute> attributes() {
    return lines().stream()
        .filter(line -> line.type() == 'a')
        .map(line -> Attribute.parse(line.value()))
        .toList();
  }

  /// The attributes of that name, in order.
  default List<Attribute> attributes(String name) {
    return attributes().stream().filter(attribute -> attribute.is(name)).toList();
  }

  /// The values of the attributes of that name; one without a value is left out.
  default List<String> values(String name) {
    return attributes(name).stream().flatMap(attribute -> attribute.value().stream()).toList();
  }

  default boolean has(String name) {
    return attributes().stream().anyMatch(attribute -> attribute.is(name));
  }

  /// The direction written at this level; RFC 8866 section 6.7.
  default Optional<Direction> ownDirection() {
    return attributes().stream().flatMap(attribute -> Direction.of(attribute).stream()).findFirst();
  }

  /// The `c=` line written at this level; RFC 8866 section 5.7.
  default Optional<Connection> ownConnection() {
    return lines().stream()
        .filter(line -> line.type() == 'c')
        .flatMap(line -> Connection.parse(line.value()).stream())
        .findFirst();
  }
}
