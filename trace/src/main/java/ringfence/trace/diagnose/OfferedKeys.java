package ringfence.trace.diagnose;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import ringfence.sdp.Attribute;
import ringfence.sdp.SessionDescription;

/// How an offer brings the keys of SRTP.
final class OfferedKeys {
  static final String MIKEY = "MIKEY";
  static final String SDES = "SDES";

  private OfferedKeys() {}

  /// The one way that it uses; empty when it uses none or both.
  static Optional<String> of(Said said) {
    boolean mikey = said.session().map(each -> has(each, "key-mgmt")).orElse(false);
    boolean sdes = said.session().map(each -> has(each, "crypto")).orElse(false);
    if (mikey == sdes) return Optional.empty();
    return Optional.of(mikey ? MIKEY : SDES);
  }

  private static boolean has(SessionDescription session, String attribute) {
    Stream<Attribute> ofMedia =
        session.media().stream().flatMap(each -> each.attributes().stream());
    List<Attribute> ofSession = session.attributes();
    return Stream.concat(ofSession.stream(), ofMedia)
        .anyMatch(each -> each.name().equals(attribute));
  }
}
