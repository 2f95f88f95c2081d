package ringfence.transport;

import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import ringfence.transport.tls.Refusal;
import ringfence.transport.tls.Refusal.Cause;

/// Says what a failed handshake came to, whichever engine it failed in.
final class HandshakeDiagnosis {
  // "Received fatal alert: unknown_ca" or "(unknown_ca) Received fatal alert" in the JDK's,
  // "TLSV1_ALERT_UNKNOWN_CA" or "SSLV3_ALERT_BAD_CERTIFICATE" in BoringSSL's
  private static final Pattern JDK_ALERT = Pattern.compile("received fatal alert: ([a-z_]+)");
  private static final Pattern BORING_ALERT =
      Pattern.compile("(?:tlsv1|tlsv13|sslv3)_alert_([a-z_]+)|tlsv1_(certificate_required)");

  /// What an alert says, RFC 8446 section 6.2, about whoever gets it.
  private static final Map<String, String> MEANINGS =
      Map.ofEntries(
          Map.entry(
              "unknown_ca", "the peer does not know the authority that issued our certificate"),
          Map.entry("bad_certificate", "the peer finds our certificate broken"),
          Map.entry("unsupported_certificate", "the peer cannot use our kind of certificate"),
          Map.entry("certificate_revoked", "our certificate has been revoked"),
          Map.entry("certificate_expired", "our certificate is out of date by the peer's clock"),
          Map.entry("certificate_unknown", "the peer does not accept our certificate"),
          Map.entry("certificate_required", "the peer asks for a certificate and got none"),
          Map.entry("access_denied", "our certificate is good but may not come in"),
          Map.entry("unrecognized_name", "the peer does not serve the name we asked for"),
          Map.entry("protocol_version", "the peer speaks none of the TLS versions we offer"),
          Map.entry("handshake_failure", "the peer accepts nothing of what we offer"),
          Map.entry("insufficient_security", "the peer wants stronger cipher suites"),
          Map.entry("decrypt_error", "the peer could not verify a signature or a finish of ours"),
          Map.entry("internal_error", "the peer has a fault of its own"));

  private static final Pattern CLOSED = Pattern.compile("closed|reset by peer");

  /// What our own engine says when it gives up, and what that means.
  private record Known(Pattern text, Refusal refusal) {
    Known(String pattern, Cause cause, String what, String cure) {
      this(Pattern.compile(pattern), new Refusal(cause, what, "", cure));
    }
  }

  private static final List<Known> KNOWN =
      List.of(
          new Known(
              "did_not_return_a_certificate|empty client certificate|empty certificate",
              Cause.NO_CERTIFICATE,
              "The peer presented no certificate.",
              "give the peer a certificate and its private key"),
          new Known(
              "unsupported_protocol|protocol version|no_supported_versions|not accepted by",
              Cause.VERSION,
              "The peer and we have no version of TLS in common.",
              "allow the peer's version on this link alone, or bring the peer up to date"),
          new Known(
              "bad_signature|invalid certificateverify|invalid ecdh serverkeyexchange signature",
              Cause.BAD_SIGNATURE,
              "The peer cannot prove that it holds the private key of its certificate.",
              "give the peer the private key that belongs to its certificate"),
          new Known(
              "no_shared_cipher|no cipher suites in common|wrong_cipher|no_cipher",
              Cause.CIPHER,
              "The peer and we have no cipher suite in common.",
              "allow one of the peer's suites on this link alone"));

  private HandshakeDiagnosis() {}

  static Refusal of(Throwable failure) {
    Optional<String> alert = alert(failure);
    if (alert.isPresent()) return byAlert(alert.get());
    String text = texts(failure);
    if (failure instanceof SslHandshakeTimeoutException) {
      return new Refusal(Cause.TIMEOUT, "The TLS handshake was not finished in time.", "", "");
    }
    if (failure instanceof NotSslRecordException || text.contains("wrong_version_number")) {
      return notTls("something that is no TLS record");
    }
    for (Known known : KNOWN) {
      if (known.text().matcher(text).find()) return known.refusal();
    }
    if (failure instanceof ClosedChannelException || CLOSED.matcher(text).find()) {
      return new Refusal(
          Cause.CLOSED, "The peer closed the connection in the middle of the handshake.", "", "");
    }
    return new Refusal(Cause.BROKEN, "The handshake failed: " + failure.getMessage() + ".", "", "");
  }

  static Refusal notTls(String what) {
    return new Refusal(
        Cause.NOT_TLS,
        "The peer sent " + what + " where TLS was expected.",
        "",
        "turn TLS on at the peer, or use the port that is meant for it");
  }

  private static Refusal byAlert(String alert) {
    Cause cause =
        switch (alert) {
          case "protocol_version" -> Cause.VERSION;
          case "handshake_failure", "insufficient_security" -> Cause.CIPHER;
          default -> Cause.PEER_ALERT;
        };
    return new Refusal(cause, sentence(alert), "RFC 8446 6.2", "");
  }

  /// The alert that the peer sent, by its name in RFC 8446.
  static Optional<String> alert(Throwable failure) {
    String text = texts(failure);
    Matcher jdk = JDK_ALERT.matcher(text);
    if (jdk.find()) return Optional.of(jdk.group(1));
    Matcher boring = BORING_ALERT.matcher(text);
    if (!boring.find()) return Optional.empty();
    return Optional.of(boring.group(1) == null ? boring.group(2) : boring.group(1));
  }

  static String sentence(String alert) {
    String meaning = MEANINGS.getOrDefault(alert, "see RFC 8446 6.2");
    return "The peer sent the TLS alert " + alert + ": " + meaning + ".";
  }

  private static String texts(Throwable failure) {
    var texts = new StringBuilder();
    Throwable at = failure;
    for (int depth = 0; at != null && depth < 8; depth++) {
      texts.append(at.getMessage()).append('\n');
      at = at.getCause();
    }
    return texts.toString().toLowerCase(Locale.ROOT);
  }
}
