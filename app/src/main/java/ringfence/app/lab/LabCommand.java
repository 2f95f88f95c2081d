package ringfence.app.lab;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import ringfence.adapter.call.MediaSecurity;
import ringfence.app.capture.CaptureOptions;
import ringfence.app.capture.HepOption;
import ringfence.app.option.ExitCode;
import ringfence.app.option.Options;
import ringfence.app.option.PskOptions;
import ringfence.app.option.Shutdown;
import ringfence.app.option.Unusable;
import ringfence.manage.setting.Secret;

/// `ringfence lab`: the whole set-up on loopback, and one call placed and verified.
@Command(
    name = "lab",
    description = {
      "One TLS proxy, two adapters and one secure call on loopback, with the audio checked at both",
      "ends. Stays up until Ctrl-C; with --once it prints the verdict and exits."
    },
    footer = {"", "Example: ringfence lab --once --json"})
public final class LabCommand implements Callable<Integer> {
  @Option(names = "--once", description = "place the call, print the verdict, exit")
  private boolean once;

  @Option(names = "--json", description = "the verdict as one JSON object")
  private boolean json;

  @Option(
      names = "--seconds",
      defaultValue = "2",
      description = "how long the tones last, 1 to 300 (default: ${DEFAULT-VALUE})")
  private int seconds;

  @Option(
      names = "--transport",
      defaultValue = "tls",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  private Options.By transport;

  @Option(
      names = "--mode",
      defaultValue = "secure",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  private Options.Mode mode;

  @Option(
      names = "--keys",
      defaultValue = "mikey",
      description =
          "how SRTP keys are agreed: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  private Options.Keys keys;

  @Mixin private PskOptions psk;

  @Option(
      names = "--suite",
      defaultValue = "AES_CM_128_HMAC_SHA1_80",
      description = "${COMPLETION-CANDIDATES}")
  private MediaSecurity.Suite suite;

  @Mixin private CaptureOptions capture;

  @Mixin private HepOption hep;

  @Option(
      names = "--lesson",
      paramLabel = "FILE",
      description =
          "tell the link, the registration and the call step by step beside their octets, as an"
              + " HTML page (when staying up: lesson.html in --data)")
  private Optional<Path> lesson;

  @Option(names = "--data", description = "where the certificates are kept")
  private Optional<Path> data;

  @Option(
      names = "--network",
      defaultValue = "127.0.120",
      description = "the first three octets of every address (default: ${DEFAULT-VALUE})")
  private String network;

  @Option(
      names = "--console",
      defaultValue = "8080",
      description = "the port of the web pages (default: ${DEFAULT-VALUE})")
  private int console;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    LabPlan plan = plan();
    PrintWriter err = spec.commandLine().getErr();
    int code = ExitCode.FAILED;
    try (var lab = Lab.start(plan)) {
      LabReport report = new LabRun(lab, plan, step -> err.println("lab: " + step)).run();
      print(report);
      capture
          .reading(plan.transport(), LabPlan.PROXY_PORT)
          .ifPresent(it -> err.println("lab: the capture: ringfence trace, or " + it));
      if (keepsKey()) err.println("lab: its media: ringfence trace --psk-file " + keyFile());
      if (plan.lesson().isPresent())
        err.println("lab: step by step: " + plan.lesson().get().write());
      code = report.isOk() ? ExitCode.DONE : ExitCode.FAILED;
      if (!once) stay(plan, err);
    } finally {
      Shutdown.done(code);
    }
    return code;
  }

  private LabPlan plan() throws Unusable, IOException {
    if (seconds < 1 || seconds > 300) throw wrong("--seconds " + seconds + " is not 1 to 300");
    if (!network.matches("127(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){2}")) {
      throw wrong("--network " + network + " is not three octets that begin with 127");
    }
    if (console < 1 || console > 65535) throw wrong("--console " + console + " is no port");
    return new LabPlan(
        network,
        transport.transport(),
        mode.rtpMode(),
        keys.management(),
        keepsKey() ? Optional.of(keptKey()) : psk.setting(),
        suite,
        Duration.ofSeconds(seconds),
        kept(),
        console,
        // its accounts, keys and certificates are its own, so that nobody else is given away
        capture.isAsked() ? Optional.of(capture.open(true)) : Optional.empty(),
        lesson(),
        hep);
  }

  private Optional<LabLesson> lesson() throws IOException {
    Optional<Path> page =
        once ? lesson : lesson.or(() -> Optional.of(kept().resolve("lesson.html")));
    return page.isPresent() ? Optional.of(new LabLesson(page.get())) : Optional.empty();
  }

  /// A capture has no place for the key of MIKEY, without which its media stays unread.
  private boolean keepsKey() throws Unusable {
    boolean mikey = keys.management() == MediaSecurity.Keys.MIKEY;
    return capture.isAsked() && mikey && psk.setting().isEmpty();
  }

  private Secret keptKey() throws IOException {
    byte[] octets = new byte[16];
    new SecureRandom().nextBytes(octets);
    String digits = HexFormat.of().formatHex(octets);
    Files.createDirectories(kept());
    Files.deleteIfExists(keyFile());
    var ownerOnly = PosixFilePermissions.fromString("rw-------");
    Files.createFile(keyFile(), PosixFilePermissions.asFileAttribute(ownerOnly));
    Files.writeString(keyFile(), digits + "\n");
    return Secret.of("0x" + digits);
  }

  private Path keyFile() {
    return kept().resolve("psk");
  }

  private Path kept() {
    return data.orElseGet(() -> Options.home().resolve("lab"));
  }

  private ParameterException wrong(String sentence) {
    return new ParameterException(spec.commandLine(), sentence);
  }

  private void print(LabReport report) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) out.println(LabJson.of(report));
    else new LabText(report, out).print();
  }

  private static void stay(LabPlan plan, PrintWriter err) throws InterruptedException {
    err.println("lab: stays up until Ctrl-C; pages and phones:");
    err.println("lab:   " + plan.proxyWeb() + " proxy");
    for (LabPlan.Adapter adapter : LabPlan.ADAPTERS) {
      err.println(
          "lab:   "
              + plan.web(adapter)
              + " adapter "
              + adapter.name()
              + ", user "
              + adapter.user());
    }
    Shutdown.await();
  }
}
