package ringfence.trace.diagnose;

import java.util.List;
import java.util.Optional;
import ringfence.trace.diagnose.Exchanged.Crypto;

/// RFC 4568 section 5.1.2: an answer takes one of the a=crypto lines that were offered, with its
/// tag.
final class CryptoNotOffered {
  private CryptoNotOffered() {}

  static List<Verdict> judge(CaseFile file) {
    return Exchanged.all(file).flatMap(each -> judge(each).stream()).toList();
  }

  private static Optional<Verdict> judge(Exchanged exchanged) {
    List<Crypto> offered = exchanged.offered().map(Exchanged::crypto).orElse(List.of());
    return exchanged.answered().map(Exchanged::crypto).orElse(List.of()).stream()
        .filter(answer -> !offered.contains(answer))
        .findFirst()
        .map(answer -> verdict(exchanged, offered, answer));
  }

  private static Verdict verdict(Exchanged exchanged, List<Crypto> offered, Crypto answer) {
    return Verdict.of(
            "media.crypto-not-offered",
            0.9,
            "The answer takes " + answer + ", which was not offered.")
        .seen(
            exchanged.offer().frame(),
            "the offer has " + (offered.isEmpty() ? "no crypto" : offered))
        .seen(exchanged.answer().frame(), "the answer has " + answer)
        .cure("Update the device that answers, or offer it the one suite that it takes.")
        .at(UnitField.CRYPTO_SUITE);
  }
}
