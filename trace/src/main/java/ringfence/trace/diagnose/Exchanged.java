package ringfence.trace.diagnose;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import ringfence.sdp.MediaDescription;
import ringfence.sip.message.Method;

/// An offer in an INVITE and what answered it, RFC 3264.
record Exchanged(Said offer, Said answer) {
  /// Those where the first answer with a session description is a success.
  static Stream<Exchanged> all(CaseFile file) {
    return file.messages().stream()
        .filter(said -> said.isRequest(Method.INVITE) && said.session().isPresent())
        .flatMap(said -> answer(said, file).stream().map(each -> new Exchanged(said, each)));
  }

  private static Optional<Said> answer(Said offer, CaseFile file) {
    return file.answers(offer).stream()
        .filter(each -> each.status() >= 200 && each.status() < 300)
        .filter(each -> each.session().isPresent())
        .findFirst();
  }

  /// The first stream of what was offered, and of the answer.
  Optional<MediaDescription> offered() {
    return first(offer);
  }

  Optional<MediaDescription> answered() {
    return first(answer);
  }

  private static Optional<MediaDescription> first(Said said) {
    return said.session().flatMap(each -> each.media().stream().findFirst());
  }

  /// The a=crypto lines of a stream, RFC 4568 section 4: tag and suite.
  static List<Crypto> crypto(MediaDescription media) {
    return media.attributes().stream()
        .filter(each -> each.name().equals("crypto"))
        .flatMap(each -> each.value().stream())
        .flatMap(value -> Crypto.of(value).stream())
        .toList();
  }

  /// Enough of an a=crypto line to compare it.
  record Crypto(String tag, String suite) {
    private static Optional<Crypto> of(String value) {
      String[] words = value.strip().split("\\s+", 3);
      return words.length < 3 ? Optional.empty() : Optional.of(new Crypto(words[0], words[1]));
    }

    @Override
    public String toString() {
      return "crypto " + tag + " " + suite;
    }
  }
}
