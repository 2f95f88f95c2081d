package ringfence.trace.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ringfence.trace.capture.Captures;
import ringfence.trace.decode.Decoder;
import ringfence.trace.decode.Knowledge;
import ringfence.trace.diagnose.CaseFile;
import ringfence.trace.diagnose.Diagnosis;
import ringfence.trace.diagnose.Verdict;

/// The library of cases: each capture gets its verdicts, in their order, and no others.
class CaseLibraryTest {
  private static final Path LIBRARY = Path.of("src/test/resources/ringfence/trace/cases");
  private static final Pattern VERDICT = Pattern.compile("^\\| `([a-z.-]+)` \\|(.*?)\\|");

  /// A line of `cases.tsv`: a capture, what is to be said of it, who made it.
  record Case(String name, List<String> verdicts, String makers) {
    static Case read(String line) {
      String[] columns = line.split("\t");
      return new Case(columns[0], Arrays.asList(columns[1].split(" ")), columns[2]);
    }

    Path capture() {
      return LIBRARY.resolve(name + ".pcapng");
    }
  }

  static List<Case> cases() throws IOException {
    try (Stream<String> lines = Files.lines(LIBRARY.resolve("cases.tsv"))) {
      return lines.skip(1).map(Case::read).toList();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void a_case_gets_its_verdicts(Case it) throws IOException {
    assertThat(diagnosed(it.capture()))
        .extracting(Verdict::id)
        .containsExactlyElementsOf(it.verdicts());
  }

  @Test
  void every_verdict_has_its_case_but_those_that_no_capture_shows() throws IOException {
    Set<String> shown =
        cases().stream().flatMap(it -> it.verdicts().stream()).collect(Collectors.toSet());
    Set<String> missing = new TreeSet<>();
    for (String line : Files.readAllLines(Path.of("../docs/diagnose.md"))) {
      var matcher = VERDICT.matcher(line);
      if (!matcher.find() || matcher.group(2).contains("live only")) continue;
      if (!shown.contains(matcher.group(1))) missing.add(matcher.group(1));
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void every_capture_is_in_the_list() throws IOException {
    try (Stream<Path> files = Files.list(LIBRARY)) {
      assertThat(files.filter(it -> it.toString().endsWith(".pcapng")))
          .containsExactlyInAnyOrderElementsOf(cases().stream().map(Case::capture).toList());
    }
  }

  private static List<Verdict> diagnosed(Path capture) throws IOException {
    var decoder = new Decoder(Knowledge.none());
    var file = new CaseFile();
    try (Captures captures = Captures.open(List.of(capture))) {
      for (var item = captures.next(); item.isPresent(); item = captures.next()) {
        decoder.read(item.get()).forEach(file::add);
      }
    }
    decoder.end().forEach(file::add);
    return Diagnosis.of(file).verdicts();
  }
}
