package ringfence.trace.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The fuzz targets take their seeds, and what was once found with them, in every build; `-Pfuzz`
/// goes on from there.
class SeedsFuzzTest {
  private static final Path RESOURCES = Path.of("src/test/resources/ringfence/trace");

  private static Stream<Arguments> seeds() throws IOException {
    return Stream.of(
            of(CaptureTarget::fuzzerTestOneInput, RESOURCES.resolve("decode")),
            of(CaptureTarget::fuzzerTestOneInput, RESOURCES.resolve("tls")),
            of(TlsTarget::fuzzerTestOneInput, RESOURCES.resolve("tls")),
            of(MessageTarget::fuzzerTestOneInput, RESOURCES.resolve("fuzz/message")),
            of(FilterTarget::fuzzerTestOneInput, RESOURCES.resolve("fuzz/filter")))
        .flatMap(it -> it);
  }

  private static Stream<Arguments> of(Consumer<byte[]> target, Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(Files::isRegularFile)
          .sorted()
          .map(it -> Arguments.of(target, it))
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void a_target_takes_its_seed(Consumer<byte[]> target, Path seed) throws IOException {
    byte[] octets = Files.readAllBytes(seed);
    assertThat(octets).isNotEmpty();
    target.accept(octets);
  }
}
