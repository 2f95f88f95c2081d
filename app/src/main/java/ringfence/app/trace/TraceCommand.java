package ringfence.app.trace;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import ringfence.app.option.ExitCode;
import ringfence.app.option.Unusable;
import ringfence.trace.capture.CaptureItem;
import ringfence.trace.capture.Captures;
import ringfence.trace.decode.Decoder;
import ringfence.trace.decode.Knowledge;
import ringfence.trace.decode.Row;
import ringfence.trace.export.ClearCapture;
import ringfence.trace.export.OriginalCapture;
import ringfence.trace.export.Selection;
import ringfence.trace.export.Showing;
import ringfence.trace.filter.Filter;

/// `ringfence trace`: what was said in a capture.
@Command(
    name = "trace",
    description =
        "List what was said in captures (pcap, pcapng): SIP in clear and in TLS, its bodies, media."
            + " TLS and SRTP are decrypted where a secret is in the capture or given.",
    footer = {"", "Example: ringfence trace call.pcapng --filter 'ip.addr == 192.0.2.30 && ssl'"})
public final class TraceCommand implements Callable<Integer> {
  /// How many rows are shown at once, where nobody waits for each.
  private static final int TOGETHER = 256;

  @Parameters(
      arity = "0..*",
      paramLabel = "FILE",
      description = "captures, read as one in the order of time")
  private List<Path> files = List.of();

  @Option(
      names = "--interface",
      paramLabel = "NAME",
      description = "what passes there now, taken by dumpcap, instead of files; until Ctrl-C")
  private Optional<String> network;

  @Option(names = "--seconds", paramLabel = "N", description = "how long that is taken")
  private Optional<Integer> seconds;

  @Option(
      names = {"-f", "--filter"},
      defaultValue = "",
      description =
          "which rows: address, port, method, status (also 4xx), call-id, user, call (a Call-ID:"
              + " its messages and its media), sip, sdp, mikey,"
              + " tls, tcp, udp, rtp, rtcp, malformed, and Wireshark's names for them, with ==, !=,"
              + " <, >, in {1, 4..6}, contains, matches, &&, ||, ! and ( ); a word that is not known"
              + " is refused with those that are")
  private String filter;

  @Mixin private TraceSecrets secrets;

  @Option(names = "--ladder", description = "a ladder instead of the list")
  private boolean ladder;

  @Option(names = "--html", paramLabel = "FILE", description = "also a ladder as an HTML file")
  private Optional<Path> html;

  @Option(
      names = "--lesson",
      paramLabel = "FILE",
      description =
          "also the first TLS link, registration and call step by step, with their octets and a"
              + " glossary, as an HTML file")
  private Optional<Path> lesson;

  @Option(
      names = "--handshake",
      paramLabel = "FILE",
      description =
          "also the TLS handshakes field by field, with suites and alerts, as a text file")
  private Optional<Path> handshake;

  @Option(
      names = "--streams",
      description =
          "how media arrived, instead of the list; of SRTP so much is decrypted as tells whose key"
              + " opens it")
  private boolean streams;

  @Option(
      names = "--write",
      paramLabel = "FILE",
      description =
          "also the frames of these rows as they were captured, with the secrets that open them, as"
              + " a pcapng file; of a TCP connection all frames up to the last such row")
  private Optional<Path> write;

  @Option(
      names = "--write-clear",
      paramLabel = "FILE",
      description = "also SIP, RTP and RTCP as they were read, in clear, as a pcapng file")
  private Optional<Path> writeClear;

  @Option(
      names = "--wav",
      paramLabel = "FOLDER",
      description = "also the sound of each G.711 stream as a WAV file")
  private Optional<Path> wav;

  @Mixin private RedactOption redaction;

  @Option(names = "--json", description = "one JSON object")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    refuseWrongSource();
    refuseSecondForm();
    if (redaction.isWanted() && keepsWhatWasSaid()) {
      throw new Unusable(
          "--redact: not with --write, --write-clear, --wav, --lesson and --handshake, which keep"
              + " what was said");
    }
    refuseMissingFolders();
    if (write.isPresent()) refuseToWrite();
    Filter shown = filter();
    Showing showing = redaction.showing();
    Knowledge known = secrets.knowledge();
    try (var _ = known.tls()) {
      Optional<Selection> selection = write.map(_ -> new Selection());
      read(new Decoder(known, media()), new Shown(shown, outputs(showing), selection));
      if (selection.isPresent()) writeAgain(selection.get(), known);
    }
    return ExitCode.DONE;
  }

  private void refuseWrongSource() throws Unusable {
    if (files.isEmpty() && network.isEmpty()) {
      throw new Unusable("give capture files, or --interface NAME");
    }
    if (!files.isEmpty() && network.isPresent()) {
      throw new Unusable("give capture files or --interface NAME, not both");
    }
    if (network.isEmpty() && seconds.isPresent()) {
      throw new Unusable("--seconds: only with --interface; files are read to their end");
    }
    if (seconds.orElse(1) < 1) throw new Unusable("--seconds: one or more");
  }

  private void refuseSecondForm() throws Unusable {
    long forms = Stream.of(ladder, streams, json).filter(it -> it).count();
    if (forms > 1) {
      throw new Unusable(
          "of --ladder, --streams and --json only one can stand in the list's place");
    }
  }

  private void read(Decoder decoder, Shown shown) throws IOException, Unusable {
    if (network.isPresent()) {
      try (var live = Dumpcap.on(network.get(), seconds)) {
        run(live.captures(), decoder, new BesideReading(shown::add, 1));
        shown.end();
      }
    } else {
      try (Captures captures = open()) {
        run(captures, decoder, new BesideReading(shown::add, TOGETHER));
        shown.end();
      }
    }
  }

  private boolean keepsWhatWasSaid() {
    return write.isPresent() || keepsWhatWasRead();
  }

  private boolean keepsWhatWasRead() {
    return Stream.of(writeClear, wav, lesson, handshake).anyMatch(Optional::isPresent);
  }

  /// A list or ladder shows no more of SRTP than its headers.
  private Decoder.Media media() {
    if (json || keepsWhatWasRead()) return Decoder.Media.OPENED;
    return streams ? Decoder.Media.SAMPLED : Decoder.Media.HEADERS;
  }

  private Captures open() throws Unusable {
    try {
      return Captures.open(files);
    } catch (IOException e) {
      throw new Unusable(String.valueOf(e.getMessage()));
    }
  }

  /// Before a gigabyte is read in vain.
  private void refuseMissingFolders() throws Unusable {
    var files = Stream.of(write, writeClear, html, lesson, handshake).flatMap(Optional::stream);
    for (Path file : files.toList()) {
      if (!Files.isDirectory(file.toAbsolutePath().resolveSibling("."))) {
        throw new Unusable(file + ": there is no such folder");
      }
    }
  }

  /// The files are read once more for it.
  private void refuseToWrite() throws IOException, Unusable {
    if (network.isPresent()) {
      throw new Unusable("--write: not with --interface; --write-clear can");
    }
    for (Path file : files) {
      boolean same = Files.exists(write.get()) && Files.isSameFile(file, write.get());
      if (same) throw new Unusable("--write: " + file + " is what is read");
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        throw new Unusable("--write: " + file + " cannot be read twice");
      }
    }
  }

  private void writeAgain(Selection selection, Knowledge known) throws IOException, Unusable {
    try (Captures again = open()) {
      OriginalCapture.write(write.orElseThrow(), again, selection, known.tls());
    }
  }

  private record Shown(Filter filter, List<TraceOutput> outputs, Optional<Selection> selection) {
    void add(List<Row> rows) throws IOException {
      for (Row row : rows) {
        boolean chosen = filter.test(row);
        selection.ifPresent(it -> it.add(row, chosen));
        if (!chosen) continue;
        for (TraceOutput it : outputs) it.add(row);
      }
    }

    void end() throws IOException {
      for (TraceOutput it : outputs) it.end();
    }
  }

  private static void run(Captures captures, Decoder decoder, BesideReading showing)
      throws IOException {
    try (var beside = showing) {
      for (var item = captures.next(); item.isPresent(); item = captures.next()) {
        beside.add(decoder.read(item.get()), length(item.get()));
      }
      beside.add(decoder.end(), 0);
      beside.end();
    }
  }

  private static int length(CaptureItem item) {
    return item instanceof CaptureItem.Frame frame ? frame.octets().remaining() : 0;
  }

  private Filter filter() throws Unusable {
    return switch (Filter.parse(filter)) {
      case Filter.Parsed.Good(var good) -> good;
      case Filter.Parsed.Malformed(var reason) -> throw new Unusable("--filter: " + reason);
    };
  }

  private String names() {
    return files.stream().map(it -> it.getFileName().toString()).collect(Collectors.joining(", "));
  }

  private List<TraceOutput> outputs(Showing showing) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    List<TraceOutput> outputs = new ArrayList<>();
    if (json) outputs.add(new TraceOutput.JsonObject(out, showing));
    else if (ladder) outputs.add(new TraceOutput.Ladder(out, showing));
    else if (streams) outputs.add(new TraceOutput.Media(out, showing));
    else outputs.add(new TraceOutput.Table(out, showing, network.isPresent()));
    String title = redaction.isWanted() ? "Capture" : names();
    html.ifPresent(it -> outputs.add(new TraceOutput.Page(it, title, showing)));
    lesson.ifPresent(it -> outputs.add(new TraceOutput.Told(it, title, showing)));
    if (handshake.isPresent()) outputs.add(TraceOutput.Handshakes.to(handshake.get()));
    if (writeClear.isPresent()) {
      outputs.add(new TraceOutput.Clear(ClearCapture.create(writeClear.get())));
    }
    PrintWriter err = spec.commandLine().getErr();
    wav.ifPresent(it -> outputs.add(new TraceSound(it, why -> err.println("warning: " + why))));
    return outputs;
  }
}
