package ringfence.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// tshark lets the frames through that the table of filters says, which our own filters are held
/// against in `FilterTest` of `trace`.
class FiltersIT {
  private static final Path RESOURCES = Path.of("../trace/src/test/resources/ringfence/trace");

  private static final int SIP_PORT = 15261;

  @TempDir private Path folder;

  /// A line of the table.
  record Asked(String capture, String layer, String filter, String frames) {
    static Asked of(String line) {
      String[] columns = line.split("\t", -1);
      return new Asked(columns[0], columns[1], columns[2], columns[3]);
    }

    /// What no frame passes where tshark agrees.
    String wrong() {
      String in = "frame.number in {" + (frames.isEmpty() ? "0" : frames.replace(" ", ", ")) + "}";
      return "((%1$s) && !(%2$s)) || (!(%1$s) && (%2$s))".formatted(filter, in);
    }
  }

  @TestFactory
  Stream<DynamicTest> tshark_answers_as_the_table_says() throws IOException {
    Map<String, List<Asked>> captures =
        Files.readAllLines(RESOURCES.resolve("filter/wireshark.tsv")).stream()
            .skip(1)
            .map(Asked::of)
            .collect(Collectors.groupingBy(Asked::capture));
    return captures.entrySet().stream()
        .map(it -> DynamicTest.dynamicTest(it.getKey(), () -> isRight(it.getValue())));
  }

  /// One run of tshark for all filters of a capture, and one for each where something is wrong.
  private void isRight(List<Asked> asked) {
    String any = asked.stream().map(Asked::wrong).collect(Collectors.joining(" || "));
    List<String> wrong =
        frames(asked, any).isEmpty()
            ? List.of()
            : asked.stream()
                .filter(it -> !frames(asked, it.wrong()).isEmpty())
                .map(Asked::filter)
                .toList();
    assertThat(wrong).isEmpty();
  }

  private List<String> frames(List<Asked> asked, String filter) {
    Asked first = asked.getFirst();
    Path capture = RESOURCES.resolve(first.capture()).toAbsolutePath();
    var layers = List.of("udp", first.layer());
    return new Tshark(new Ground(folder), capture, SIP_PORT, layers, List.of())
        .values(filter, "frame.number");
  }
}
