package ringfence.app.live;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import ringfence.trace.capture.CaptureFile;
import ringfence.trace.capture.Carrier;
import ringfence.trace.capture.Observed;
import ringfence.trace.capture.Passed;
import ringfence.trace.capture.PcapngFile;
import ringfence.trace.capture.TrafficFile;
import ringfence.trace.decode.Decoder;
import ringfence.trace.decode.Knowledge;
import ringfence.trace.diagnose.CaseFile;
import ringfence.trace.diagnose.Known;
import ringfence.trace.diagnose.Noticed;
import ringfence.trace.tls.TlsSecrets;
import ringfence.transport.tls.KeyLog;

/// A capture in memory of what one attempt said and heard, with the secrets of its own TLS
/// sessions. Any thread may record.
public final class LiveCapture {
  /// Something that happened, as a capture has it.
  private record Step(Instant at, Writing how) {}

  private interface Writing {
    void to(TrafficFile file) throws IOException;
  }

  private final Queue<Step> steps = new ConcurrentLinkedQueue<>();
  private final Queue<String> secrets = new ConcurrentLinkedQueue<>();
  private final Queue<Noticed> noticed = new ConcurrentLinkedQueue<>();

  /// What a tap at a socket saw.
  public void record(Passed.Timed passed) {
    add(passed.time(), file -> file.write(passed));
  }

  private void add(Instant at, Writing how) {
    steps.add(new Step(at, how));
  }

  void opened(InetSocketAddress source, InetSocketAddress destination) {
    Instant now = Instant.now();
    add(now, file -> file.opened(now, source, destination));
  }

  void refused(InetSocketAddress source, InetSocketAddress destination) {
    Instant now = Instant.now();
    add(now, file -> file.refused(now, source, destination));
  }

  void unanswered(Instant at, InetSocketAddress source, InetSocketAddress destination) {
    add(at, file -> file.unanswered(at, source, destination));
  }

  void carried(InetSocketAddress source, InetSocketAddress destination, byte[] octets) {
    var seen = new Observed(Instant.now(), Carrier.TCP, source, destination, octets);
    add(seen.time(), file -> file.write(seen));
  }

  /// `source` has nothing more to say.
  void ended(InetSocketAddress source, InetSocketAddress destination) {
    Instant now = Instant.now();
    add(now, file -> file.ended(now, source, destination));
  }

  void reset(InetSocketAddress source, InetSocketAddress destination) {
    Instant now = Instant.now();
    add(now, file -> file.reset(now, source, destination));
  }

  /// Keeps what no capture shows.
  public void noticed(Noticed fact) {
    noticed.add(fact);
  }

  /// What another attempt recorded, at its times.
  public void add(LiveCapture other) {
    steps.addAll(other.steps);
    secrets.addAll(other.secrets);
    noticed.addAll(other.noticed);
  }

  /// Takes the secrets of sessions that are recorded here.
  public KeyLog keyLog() {
    return secrets::add;
  }

  /// What the rules look at.
  public CaseFile caseFile(Known known) {
    var file = new CaseFile(known);
    noticed.forEach(file::add);
    try (var tls = new TlsSecrets();
        var capture = CaptureFile.of(new ByteArrayInputStream(pcapng()))) {
      var decoder = new Decoder(new Knowledge(Optional.empty(), tls));
      for (var item = capture.next(); item.isPresent(); item = capture.next()) {
        decoder.read(item.get()).forEach(file::add);
      }
      decoder.end().forEach(file::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // in memory
    }
    return file;
  }

  /// Writes it as a capture file, with the secrets inside.
  public void write(Path file) throws IOException {
    Files.write(file, pcapng());
  }

  private byte[] pcapng() throws IOException {
    var octets = new ByteArrayOutputStream();
    try (var file = new TrafficFile(PcapngFile.to(octets, PcapngFile.LinkType.RAW))) {
      if (!secrets.isEmpty()) file.write(new Passed.Secrets(String.join("\n", secrets) + "\n"));
      List<Step> inOrder = steps.stream().sorted(Comparator.comparing(Step::at)).toList();
      for (Step step : inOrder) step.how().to(file);
    }
    return octets.toByteArray();
  }
}
