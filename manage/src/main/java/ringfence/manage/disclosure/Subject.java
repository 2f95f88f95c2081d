package ringfence.manage.disclosure;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Of whom secrets are disclosed.
public sealed interface Subject {
  /// Those of the links by which one account registers: `100` or `100@example.com`.
  record Account(String name) implements Subject {
    /// Whether `registered` is it, as `100@example.com`, or `100` of a domain that is not known. A
    /// port says where the registrar is, not whose account it is: RFC 3261 10.3.
    public boolean is(String registered) {
      boolean domains = name.contains("@") && registered.contains("@");
      return user(name).equals(user(registered)) && (!domains || sameDomain(registered));
    }

    private boolean sameDomain(String registered) {
      return domain(name).equalsIgnoreCase(domain(registered));
    }

    private static String domain(String account) {
      return account.replaceFirst("[^@]*@", "").replaceFirst(":\\d*$", "");
    }

    private static String user(String account) {
      return account.replaceFirst("@.*", "");
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /// Those of the links with one peer: `192.0.2.12`, `192.0.2.12:5061`, `[2001:db8::1]`, and
  /// without a port `2001:db8::1` too.
  record Link(InetAddress address, OptionalInt port) implements Subject {
    private static final Pattern FORM =
        Pattern.compile(
            "((?<four>\\d+(\\.\\d+){3})|\\[(?<six>[0-9a-fA-F:.]+)])(:(?<port>\\d{1,5}))?"
                + "|(?<bare>[0-9a-fA-F]*:[0-9a-fA-F]*:[0-9a-fA-F:.]*)");

    public boolean isWith(InetSocketAddress peer) {
      return address.equals(peer.getAddress())
          && (port.isEmpty() || port.getAsInt() == peer.getPort());
    }

    @Override
    public String toString() {
      String host = address.getHostAddress();
      if (port.isEmpty()) return host;
      return (host.contains(":") ? "[" + host + "]" : host) + ":" + port.getAsInt();
    }
  }

  /// Whether a link is its own.
  ///
  /// @param accounts those that are registered by it
  default boolean isOf(InetSocketAddress peer, List<String> accounts) {
    return switch (this) {
      case Account account -> accounts.stream().anyMatch(account::is);
      case Link link -> link.isWith(peer);
    };
  }

  /// Reads what a person wrote; empty where it is neither.
  static Optional<Subject> parse(String text) {
    String plain = text.replaceFirst("(?i)^sips?:", "");
    Matcher address = Link.FORM.matcher(plain);
    if (address.matches()) return link(address);
    return plain.matches("[^\\s@:/]+(@[^\\s@/]+)?")
        ? Optional.of(new Account(plain))
        : Optional.empty();
  }

  private static Optional<Subject> link(Matcher address) {
    int port = address.group("port") == null ? 0 : Integer.parseInt(address.group("port"));
    if (port > 65535) return Optional.empty();
    String host =
        Stream.of("four", "six", "bare")
            .map(address::group)
            .filter(Objects::nonNull)
            .findFirst()
            .orElseThrow();
    try {
      var number = port == 0 ? OptionalInt.empty() : OptionalInt.of(port);
      return Optional.of(new Link(InetAddress.ofLiteral(host), number));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
