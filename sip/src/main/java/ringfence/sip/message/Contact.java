package ringfence.sip.message;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/// A Contact value, RFC 3261 section 20.10: `*` or an address.
public sealed interface Contact {
  /// Every binding, in a REGISTER that removes them all (RFC 3261 section 10.2.2).
  record Everything() implements Contact {
    @Override
    public String toString() {
      return "*";
    }
  }

  /// One address.
  ///
  /// @param address with the parameters `q` and `expires` among others
  record Address(NameAddr address) implements Contact {
    /// The URI.
    public Uri uri() {
      return address.uri();
    }

    /// The preference, 0 to 1, where it is given and well formed.
    public OptionalDouble q() {
      return address.parameters().value("q").map(Contact::qvalue).orElse(OptionalDouble.empty());
    }

    /// The lifetime asked or granted, where it is given. A malformed one counts as 3600 s, as RFC
    /// 3261 section 20.10 says.
    public Optional<Duration> expires() {
      return address.parameters().value("expires").map(Contact::lifetime);
    }

    /// With that lifetime.
    public Address withExpires(Duration lifetime) {
      return new Address(address.withParameter("expires", Long.toString(lifetime.toSeconds())));
    }

    @Override
    public String toString() {
      return address.toString();
    }
  }

  /// The address with neither name nor parameters.
  static Contact of(Uri uri) {
    return new Address(NameAddr.of(uri));
  }

  /// Reads one value.
  static Contact parse(String text) {
    return text.strip().equals("*") ? new Everything() : new Address(NameAddr.parse(text));
  }

  private static OptionalDouble qvalue(String text) {
    boolean ok = text.matches("0(\\.[0-9]{0,3})?|1(\\.0{0,3})?");
    return ok ? OptionalDouble.of(Double.parseDouble(text)) : OptionalDouble.empty();
  }

  private static Duration lifetime(String text) {
    boolean ok = Grammar.isNumber(text, 18);
    // RFC 3261 20.19: "an integer number of seconds … between 0 and (2**32)-1"
    return Duration.ofSeconds(ok ? Math.min(Long.parseLong(text), 0xFFFF_FFFFL) : 3600);
  }
}
