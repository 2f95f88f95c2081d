package ringfence.sdes;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Reads the session parameters of a suite, RFC 4568 sections 6.3 and 9.2.
final class ParameterParser {
  private static final Pattern KDR = Pattern.compile("[1-9]|1[0-9]|2[0-4]");
  private static final Pattern WSH = Pattern.compile("[1-9][0-9]{1,8}");
  private static final Pattern OPTIONAL =
      Pattern.compile("-[\\x21-\\x2C\\x2E-\\x7E][\\x21-\\x7E]*");

  private final CryptoSuite suite;
  private final List<KeyParameter> mainKeys;

  ParameterParser(CryptoSuite suite, List<KeyParameter> mainKeys) {
    this.suite = suite;
    this.mainKeys = mainKeys;
  }

  /// The next parameter after those `before` it.
  SessionParameter parameter(Piece piece, List<SessionParameter> before) {
    SessionParameter parameter = parameter(piece);
    boolean unknown = parameter instanceof SessionParameter.Unknown;
    if (!unknown && before.stream().anyMatch(it -> it.getClass() == parameter.getClass())) {
      throw piece.invalid("6.3", "the same parameter twice");
    }
    checkAead(parameter, piece);
    return parameter;
  }

  private SessionParameter parameter(Piece piece) {
    String text = piece.text();
    if (text.startsWith("-")) return optional(piece);
    int equals = text.indexOf('=');
    String name = equals < 0 ? text : text.substring(0, equals + 1);
    Piece value = piece.after(name.length());
    return switch (name.toUpperCase(Locale.ROOT)) {
      case "KDR=" -> keyDerivationRate(value);
      case "UNENCRYPTED_SRTP" -> new SessionParameter.UnencryptedSrtp();
      case "UNENCRYPTED_SRTCP" -> new SessionParameter.UnencryptedSrtcp();
      case "UNAUTHENTICATED_SRTP" -> new SessionParameter.UnauthenticatedSrtp();
      case "FEC_ORDER=" -> fecOrder(value);
      case "FEC_KEY=" -> fecKey(value);
      case "WSH=" -> windowSizeHint(value);
      // RFC 4568 6.3.7: with an unknown parameter not prefixed with "-" the attribute "MUST be
      // considered invalid".
      default -> throw piece.invalid("6.3.7", "a session parameter that is not known");
    };
  }

  private static SessionParameter optional(Piece piece) {
    if (!OPTIONAL.matcher(piece.text()).matches()) {
      throw piece.invalid("9.2", "a session parameter that begins with two dashes or ends there");
    }
    return new SessionParameter.Unknown(piece.text());
  }

  private static SessionParameter keyDerivationRate(Piece value) {
    // RFC 4568 6.3.1: "a decimal integer in the set {1,2,...,24}".
    if (!KDR.matcher(value.text()).matches()) throw value.invalid("6.3.1", "KDR is not 1 to 24");
    return new SessionParameter.KeyDerivationRate(Integer.parseInt(value.text()));
  }

  private static SessionParameter fecOrder(Piece value) {
    return switch (value.text().toUpperCase(Locale.ROOT)) {
      case "FEC_SRTP" -> new SessionParameter.FecOrder(true);
      case "SRTP_FEC" -> new SessionParameter.FecOrder(false);
      default -> throw value.invalid("6.3.4", "FEC_ORDER is not FEC_SRTP or SRTP_FEC");
    };
  }

  private SessionParameter fecKey(Piece value) {
    List<KeyParameter> keys = new KeyParser(suite).keys(value);
    List<KeyParameter> all = new ArrayList<>(mainKeys);
    all.addAll(keys);
    // RFC 4568 6.3.5: these keys "MUST be different" from all others of the message.
    KeyParser.checkUnique(all, value);
    return new SessionParameter.FecKey(keys);
  }

  private static SessionParameter windowSizeHint(Piece value) {
    // RFC 4568 9.2: "WSH=" 2*DIGIT ; minimum value is 64
    if (!WSH.matcher(value.text()).matches() || Integer.parseInt(value.text()) < 64) {
      throw value.invalid("6.3.6", "WSH is no number of at least 64 without leading zero");
    }
    return new SessionParameter.WindowSizeHint(Integer.parseInt(value.text()));
  }

  private void checkAead(SessionParameter parameter, Piece piece) {
    if (!suite.isAead()) return;
    switch (parameter) {
      // RFC 7714 8.2: "All SRTP packets MUST be both authenticated and encrypted."
      case SessionParameter.UnencryptedSrtp _, SessionParameter.UnauthenticatedSrtp _ ->
          throw piece.invalid("RFC 7714 8.2", "AEAD without encryption or authentication");
      case SessionParameter.UnencryptedSrtcp _,
          SessionParameter.KeyDerivationRate _,
          SessionParameter.FecOrder _,
          SessionParameter.FecKey _,
          SessionParameter.WindowSizeHint _,
          SessionParameter.Unknown _ -> {}
    }
  }
}
