package ringfence.trace.diagnose;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import ringfence.trace.diagnose.Quotable.Quoted;
import ringfence.trace.export.Redaction;

/// A diagnosis for somebody else's eyes. Names of the case have stand-ins, the same everywhere for
/// the same; and of what is left only the words are written that our own sentences are made of, so
/// that a rule that quotes something else gives nothing away.
public final class RedactedDiagnosis {
  /// Stand-ins, times, sources and profiles of media, suites and signatures of TLS, and numbers of
  /// up to four digits.
  private static final Pattern PLAIN =
      Pattern.compile(
          "(?:(?:user|host|name|serial)(?:\\d+|…)(?::\\d{1,5})?"
              + "|\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d{1,9})?)?Z"
              + "|0x[0-9a-f]{8}|RTP/S?AVPF?|TLS_[A-Z0-9_]+|(?:MD5|SHA\\d*)with(?:RSA|ECDSA|DSA)"
              + "|\\d{1,4}(?:\\.\\d{1,3})?)"
              + "(?![\\p{L}\\p{N}_]|[.:-][\\p{L}\\p{N}_])");

  /// Also what `words.txt` is cut into.
  static final Pattern WORD =
      Pattern.compile("[\\p{L}\\p{N}_](?:[\\p{L}\\p{N}_.'-]*[\\p{L}\\p{N}_])?");

  private static final Set<String> OURS = ours();

  /// A start line or a list of names may be as long as a message.
  private static final int MOST = 1000;

  private final Redaction redaction = new Redaction();
  private final Quotable names;

  private RedactedDiagnosis(CaseFile file) {
    this.names = Quotable.of(file);
  }

  /// What was found in a case, without whom it was found of.
  public static Diagnosis of(Diagnosis diagnosis, CaseFile file) {
    var redacted = new RedactedDiagnosis(file);
    List<Verdict> verdicts = diagnosis.verdicts().stream().map(redacted::of).toList();
    return new Diagnosis(verdicts, diagnosis.partial());
  }

  private Verdict of(Verdict it) {
    String sentence = text(it.sentence());
    List<Evidence> evidence =
        it.evidence().stream().map(each -> new Evidence(each.frame(), text(each.what()))).toList();
    return new Verdict(it.id(), it.confidence(), sentence, evidence, text(it.cure()), it.setting());
  }

  private String text(String said) {
    String text = redaction.prose(said.length() > MOST ? said.substring(0, MOST) + "…" : said);
    var redacted = new StringBuilder();
    int at = 0;
    while (at < text.length()) at += piece(text.substring(at), redacted);
    return redacted.toString();
  }

  /// Writes what a text begins with, and tells how long that was.
  private int piece(String text, StringBuilder redacted) {
    Optional<Quoted> name = names.first(text).filter(it -> !OURS.contains(it.text()));
    if (name.isPresent()) {
      redacted.append(redaction.standIn(name.get().kind(), name.get().text()));
      return name.get().text().length();
    }
    Matcher plain = PLAIN.matcher(text);
    if (plain.lookingAt()) {
      redacted.append(plain.group());
      return plain.end();
    }
    Matcher word = WORD.matcher(text);
    if (!word.lookingAt()) {
      redacted.append(text.charAt(0));
      return 1;
    }
    boolean ours = OURS.contains(word.group());
    redacted.append(ours ? word.group() : redaction.standIn("name", word.group()));
    return word.end();
  }

  private static Set<String> ours() {
    try (InputStream in = RedactedDiagnosis.class.getResourceAsStream("words.txt")) {
      if (in == null) throw new IllegalStateException("words.txt is not in this build");
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a resource of this build
    }
  }
}
