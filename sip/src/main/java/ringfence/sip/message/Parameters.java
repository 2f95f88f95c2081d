package ringfence.sip.message;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Parameters in their order, `name` or `name=value`; names compare in any case (RFC 3261 section
/// 7.3.1). They print as they were written, quotes and escapes included.
public final class Parameters {
  /// No parameters.
  public static final Parameters NONE = new Parameters(List.of());

  private final List<Parameter> all;

  private Parameters(List<Parameter> all) {
    this.all = all;
  }

  /// One parameter.
  ///
  /// @param name the name as written
  /// @param raw the value as written, with quotes and escapes; empty for a parameter without value
  public record Parameter(String name, Optional<String> raw) {
    private static final Optional<String> FLAG = Optional.empty();

    public Parameter {
      Grammar.refuseLineBreaks(name);
      raw.ifPresent(Grammar::refuseLineBreaks);
    }

    /// The value without its quotes; empty text for a parameter without value.
    public String value() {
      return Cursor.unquote(raw.orElse(""));
    }

    boolean is(String other) {
      return name.equalsIgnoreCase(other);
    }

    @Override
    public String toString() {
      return raw.isPresent() ? name + '=' + raw.get() : name;
    }
  }

  /// These parameters in this order.
  public static Parameters of(List<Parameter> all) {
    return all.isEmpty() ? NONE : new Parameters(List.copyOf(all));
  }

  /// Reads `;name=value;name` as in a header field.
  public static Parameters parse(String text) {
    Cursor in = new Cursor(text, "RFC 3261 25.1");
    Parameters result = read(in);
    in.expectEnd();
    return result;
  }

  /// Reads `*( SEMI generic-param )`.
  static Parameters read(Cursor in) {
    if (!in.take(';')) return NONE;
    List<Parameter> all = new ArrayList<>(4);
    do {
      all.add(readOne(in));
    } while (in.take(';'));
    return new Parameters(Collections.unmodifiableList(all));
  }

  static Parameter readOne(Cursor in) {
    String name = in.token();
    if (!in.take('=')) return new Parameter(name, Parameter.FLAG);
    return new Parameter(name, Optional.of(value(in)));
  }

  private static String value(Cursor in) {
    if (in.peek() == '"') return in.quoted();
    if (in.peek() == '[') return in.host();
    int start = in.position();
    // Beyond "token / host / quoted-string": received carries bare IPv6 addresses in practice.
    while (in.isAtToken() || in.peek() == ':') in.skip();
    if (in.position() == start) throw in.malformed("a parameter without value at " + start);
    return in.text(start, in.position());
  }

  /// Reads the parameters of a URI, whose characters are others than those of a header.
  static Parameters readUri(Cursor in) {
    if (in.peek() != ';') return NONE;
    List<Parameter> all = new ArrayList<>(4);
    while (in.peek() == ';') {
      in.skip();
      all.add(readUriParameter(in));
    }
    return new Parameters(Collections.unmodifiableList(all));
  }

  private static Parameter readUriParameter(Cursor in) {
    String name = uriText(in);
    if (name.isEmpty()) throw in.malformed("a URI parameter without name");
    if (in.peek() != '=') return new Parameter(name, Parameter.FLAG);
    in.skip();
    return new Parameter(name, Optional.of(uriText(in)));
  }

  private static String uriText(Cursor in) {
    int start = in.position();
    while (Grammar.isParameterCharacter(in.peek())) in.skip();
    String text = in.text(start, in.position());
    if (!Grammar.isWellEscaped(text)) throw in.malformed("a broken escape in " + text);
    return text;
  }

  /// Every parameter, in order.
  public List<Parameter> all() {
    return all;
  }

  /// Whether there are none.
  public boolean isEmpty() {
    return all.isEmpty();
  }

  /// Whether a parameter of that name is there, with or without value.
  public boolean has(String name) {
    for (int i = 0; i < all.size(); i++) if (all.get(i).is(name)) return true;
    return false;
  }

  /// The value of the first parameter of that name, without quotes; empty when it is not there or
  /// has no value.
  public Optional<String> value(String name) {
    for (int i = 0; i < all.size(); i++) {
      Parameter parameter = all.get(i);
      if (parameter.is(name)) return parameter.raw().map(Cursor::unquote);
    }
    return Optional.empty();
  }

  /// With that value, in the place of the one before it or at the end; quoted where it is no token.
  public Parameters with(String name, String value) {
    boolean bare = Grammar.isToken(value) || HostPort.isIpv6Reference(value);
    return replaced(new Parameter(name, Optional.of(bare ? value : Cursor.quote(value))));
  }

  /// With that parameter without value, in the place of the one before it or at the end.
  public Parameters with(String name) {
    return replaced(new Parameter(name, Parameter.FLAG));
  }

  Parameters replaced(Parameter with) {
    List<Parameter> result = new ArrayList<>(all.size() + 1);
    boolean placed = false;
    for (Parameter parameter : all) {
      boolean same = parameter.is(with.name());
      if (!same) result.add(parameter);
      if (same && !placed) result.add(with);
      placed |= same;
    }
    if (!placed) result.add(with);
    return new Parameters(Collections.unmodifiableList(result));
  }

  /// Without that parameter.
  public Parameters without(String name) {
    return has(name) ? of(all.stream().filter(parameter -> !parameter.is(name)).toList()) : this;
  }

  /// Equal when every parameter is written alike and in the same order.
  @Override
  public boolean equals(Object other) {
    return other instanceof Parameters that && all.equals(that.all);
  }

  @Override
  public int hashCode() {
    return all.hashCode();
  }

  void appendTo(StringBuilder out) {
    for (int i = 0; i < all.size(); i++) {
      Parameter parameter = all.get(i);
      out.append(';').append(parameter.name());
      if (parameter.raw().isPresent()) out.append('=').append(parameter.raw().get());
    }
  }

  /// `;name=value;name`, or nothing.
  @Override
  public String toString() {
    if (all.isEmpty()) return "";
    StringBuilder out = new StringBuilder(64);
    appendTo(out);
    return out.toString();
  }
}
