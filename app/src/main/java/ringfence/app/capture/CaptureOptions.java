package ringfence.app.capture;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import ringfence.app.option.Unusable;
import ringfence.sip.message.Transport;
import ringfence.trace.capture.Occasion;
import ringfence.trace.capture.Ordered;
import ringfence.trace.capture.PcapngFile;
import ringfence.trace.capture.RingFiles;
import ringfence.trace.capture.Traffic;
import ringfence.trace.capture.TrafficFile;
import ringfence.trace.capture.Triggered;
import ringfence.transport.Lookout;

/// What a person asks of a capture of a program's own traffic.
public final class CaptureOptions {
  private static final long MOST_BEFORE = 32L << 20;
  private static final int FILES = 10;
  private static final int BEFORE_SECONDS = 10;

  @Mixin private CaptureFile capture;

  @Option(
      names = "--capture-secrets",
      description = "put the TLS secrets into the capture, so that Wireshark opens it as it is")
  private boolean secrets;

  @Option(
      names = "--capture-ring-size",
      paramLabel = "KB",
      description = "begin another file after so many kilobytes")
  private Optional<Integer> ringSize;

  @Option(
      names = "--capture-ring-seconds",
      paramLabel = "N",
      description = "begin another file after so many seconds")
  private Optional<Integer> ringSeconds;

  @Option(
      names = "--capture-ring-files",
      paramLabel = "N",
      description = "how many of them are kept, the newest (default: 10)")
  private Optional<Integer> ringFiles;

  @Option(
      names = "--capture-start",
      paramLabel = "OCCASION",
      description = "begin on ready (the Ready light), down (a link is lost) or call:NUMBER")
  private Optional<String> start;

  @Option(
      names = "--capture-stop",
      paramLabel = "OCCASION",
      description = "end on ready, down or call:NUMBER")
  private Optional<String> stop;

  @Option(
      names = "--capture-before",
      paramLabel = "SECONDS",
      description = "how much media before the beginning is kept (default: 10)")
  private Optional<Integer> before;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  /// Whether there is to be one.
  ///
  /// @throws ParameterException where not, and something is said of it
  public boolean isAsked() {
    if (capture.file().isPresent()) return true;
    for (OptionSpec option : command.commandLine().getParseResult().matchedOptions()) {
      String name = option.longestName();
      if (name.startsWith("--capture-")) {
        throw new ParameterException(command.commandLine(), name + ": only with --capture FILE");
      }
    }
    return false;
  }

  /// Whether it waits for a Ready light.
  public boolean waitsForReady() {
    return Stream.of(start, stop).anyMatch(it -> it.filter("ready"::equals).isPresent());
  }

  /// How tshark reads it, which takes SIP for such at its own ports only; of a ring each file.
  public Optional<String> reading(Transport transport, int port) {
    boolean ring = ringSize.isPresent() || ringSeconds.isPresent();
    String layer = transport.toString().toLowerCase(Locale.ROOT);
    return capture
        .file()
        .filter(_ -> !ring)
        .map(it -> "tshark -r %s -d %s.port==%d,sip -Y 'sip || rtp'".formatted(it, layer, port));
  }

  /// Begins to capture all that passes at `lookout`, where that was asked for.
  public Recording start(Lookout lookout) throws Unusable {
    if (!isAsked()) return Recording.none();
    Capture begun = open(secrets);
    begun.everything(lookout);
    return begun;
  }

  /// The file as it was asked for, with nothing in it.
  ///
  /// @param withSecrets whether those of TLS are to be in the file
  public Capture open(boolean withSecrets) throws Unusable {
    Path path = capture.file().orElseThrow();
    int kept = before.orElse(BEFORE_SECONDS);
    if (kept < 0) throw new Unusable("--capture-before " + kept + ": seconds are 0 or more");
    missing(withSecrets, Lookout.givesSecrets())
        .ifPresent(it -> command.commandLine().getErr().println("warning: " + it));
    try {
      var ordered = new Ordered(traffic(path));
      var traffic = new Triggered(ordered, Duration.ofSeconds(kept), MOST_BEFORE);
      if (start.isEmpty()) traffic.begin();
      var occasions =
          new Capture.Occasions(
              occasion("--capture-start", start), occasion("--capture-stop", stop));
      return new Capture(path, traffic, occasions, withSecrets);
    } catch (IOException e) {
      throw new Unusable(path + ": cannot be written: " + e.getMessage());
    }
  }

  /// What will not be in the capture, though it was asked for.
  static Optional<String> missing(boolean withSecrets, boolean given) {
    return withSecrets && !given
        ? Optional.of(
            "there will be no TLS secrets in the capture: BoringSSL does not load here, and the"
                + " JDK's engine gives none away")
        : Optional.empty();
  }

  private Traffic traffic(Path path) throws IOException, Unusable {
    if (ringSize.isEmpty() && ringSeconds.isEmpty()) {
      if (ringFiles.isPresent()) {
        throw new Unusable("--capture-ring-files wants a size or seconds besides");
      }
      return new TrafficFile(PcapngFile.create(path, PcapngFile.LinkType.RAW));
    }
    int files = ringFiles.orElse(FILES);
    if (files < 2 || ringSize.orElse(1) < 1 || ringSeconds.orElse(1) < 1) {
      throw new Unusable("a ring has two files or more, of a kilobyte or a second or more");
    }
    var plan =
        new RingFiles.Plan(
            ringSize.map(it -> it * 1000L), ringSeconds.map(Duration::ofSeconds), files);
    return new RingFiles(path, plan, InstantSource.system());
  }

  private static Optional<Occasion> occasion(String option, Optional<String> text) throws Unusable {
    if (text.isEmpty()) return Optional.empty();
    Optional<Occasion> occasion = Occasion.parse(text.get());
    if (occasion.isEmpty()) throw new Unusable(option + " takes ready, down or call:NUMBER");
    return occasion;
  }
}
