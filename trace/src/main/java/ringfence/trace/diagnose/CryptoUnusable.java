package ringfence.trace.diagnose;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import ringfence.sdes.CryptoAttribute;
import ringfence.sdes.CryptoLine;
import ringfence.sip.message.Method;

/// None of the a=crypto lines of an offer can be used by RFC 4568: a suite by a name that nobody
/// registered, or a key of the wrong length. The offer is refused.
final class CryptoUnusable {
  private CryptoUnusable() {}

  static List<Verdict> judge(CaseFile file) {
    return file.messages().stream()
        .filter(said -> said.isRequest(Method.INVITE))
        .flatMap(said -> judge(said, file).stream())
        .toList();
  }

  private static Optional<Verdict> judge(Said offer, CaseFile file) {
    if (!isOffered(offer)) return Optional.empty();
    return file.answers(offer).stream()
        .filter(each -> each.status() >= 400)
        .findFirst()
        .map(refusal -> verdict(offer, lines(offer).toList().getFirst(), refusal));
  }

  /// Whether an offer has a=crypto lines and none that can be used.
  static boolean isOffered(Said offer) {
    return lines(offer).findAny().isPresent()
        && lines(offer).noneMatch(CryptoLine.Known.class::isInstance);
  }

  private static Stream<CryptoLine> lines(Said offer) {
    return offer.session().stream()
        .flatMap(session -> session.media().stream())
        .flatMap(media -> media.values("crypto").stream())
        .map(CryptoAttribute::parse);
  }

  private static Verdict verdict(Said offer, CryptoLine line, Said refusal) {
    String reason =
        switch (line) {
          case CryptoLine.Known _ -> "";
          case CryptoLine.UnknownSuite(_, var suite) -> "no suite has the name " + suite;
          case CryptoLine.Malformed(var clause, var why, _) ->
              clause.isEmpty() ? why : why + " (" + clause + ")";
        };
    return Verdict.of(
            "media.crypto-unusable", 0.9, "The keys of the offer cannot be used: " + reason + ".")
        .seen(offer.frame(), "the offer's a=crypto: " + reason)
        .seen(refusal.frame(), refusal.line())
        .cure("Correct the suite's name and the key's length at the device that offers them.")
        .at(UnitField.CRYPTO_SUITE);
  }
}
