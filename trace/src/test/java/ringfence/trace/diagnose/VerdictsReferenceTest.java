package ringfence.trace.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VerdictsReferenceTest {
  private static final Path RULES = Path.of("src/main/java/ringfence/trace/diagnose");
  private static final Pattern ID =
      Pattern.compile("[\"`]((?:dns|ip|tcp|tls|sip|media|capture)\\.[a-z0-9-]+)[\"`]");

  @Test
  void the_table_has_every_verdict_and_no_other() throws IOException {
    var sources = new StringBuilder();
    try (Stream<Path> files = Files.list(RULES)) {
      for (Path file : files.toList()) sources.append(Files.readString(file));
    }
    assertThat(ids(Files.readString(Path.of("../docs/diagnose.md")))).isEqualTo(ids(sources));
  }

  private static Set<String> ids(CharSequence text) {
    return ID.matcher(text)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
