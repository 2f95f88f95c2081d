package ringfence.manage.setting;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/// A program of its own that changes settings again and again, for tests that kill it. Each change
/// moves two settings together; it prints a line when the first was made, or why it was not.
final class SavingProgram {
  private SavingProgram() {}

  public static void main(String... arguments) {
    var opening = Configuration.open(Path.of(arguments[0]), Sample.ALL, List.of());
    if (!(opening instanceof Configuration.Opening.Opened(var configuration, _))) {
      throw new IllegalStateException(opening.toString());
    }
    for (int i = 0; ; i++) {
      int step = 20 + i % 1000;
      var changed = configuration.change("the program", settings -> at(settings, step));
      if (changed instanceof Configuration.Changed.NotStored(var refusals)) {
        System.out.println(refusals.getFirst() + " | " + port(configuration));
        return;
      }
      if (i == 0) System.out.println("changing");
    }
  }

  /// Settings large enough that a write takes a while.
  static Settings at(Settings settings, int step) {
    Settings next =
        settings
            .with(Sample.PORT, 16000 + step)
            .with(Sample.FAILBACK, Duration.ofSeconds(step))
            .with(Sample.LISTEN, IntStream.range(0, 500).mapToObj(i -> "x".repeat(60)).toList());
    return next.with(Sample.TLS, "gateway", step % 2 == 0);
  }

  private static int port(Configuration configuration) {
    return configuration.stored().get(Sample.PORT);
  }
}
