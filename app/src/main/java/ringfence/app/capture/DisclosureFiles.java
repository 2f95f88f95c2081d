package ringfence.app.capture;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import ringfence.manage.disclosure.Disclosing;
import ringfence.manage.disclosure.Disclosure;
import ringfence.manage.disclosure.Disclosures;
import ringfence.manage.disclosure.SealedStream;
import ringfence.manage.event.EventLog;
import ringfence.trace.capture.Disclosed;
import ringfence.trace.capture.Observed;
import ringfence.trace.capture.Ordered;
import ringfence.trace.capture.Passed;
import ringfence.trace.capture.PcapngFile;
import ringfence.trace.capture.Recorder;
import ringfence.trace.capture.TrafficFile;
import ringfence.transport.Lookout;
import ringfence.transport.StreamTap;
import ringfence.transport.WireTap;
import ringfence.transport.tls.KeyLog;

/// Disclosures as captures in a folder, each with the secrets of what it holds: the wire's side and
/// the trace's meet here.
public final class DisclosureFiles implements Disclosing {
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC);

  private final Path folder;
  private final Lookout lookout;

  private DisclosureFiles(Path folder, Lookout lookout) {
    this.folder = folder;
    this.lookout = lookout;
  }

  /// Those of a product that offers them; they end by themselves.
  public static Optional<Disclosures> in(Path folder, Lookout lookout, EventLog events) {
    var files = new DisclosureFiles(folder, lookout);
    return Optional.of(new Disclosures(events, InstantSource.system(), files).watched());
  }

  @Override
  public Writing begin(Disclosure disclosure) throws IOException {
    Files.createDirectories(folder);
    String sealed = disclosure.reader().isPresent() ? ".cms" : "";
    Path file =
        folder.resolve(
            "disclosure-%d_%s.pcapng%s"
                .formatted(disclosure.number(), SECOND.format(disclosure.since()), sealed));
    var written = new TrafficFile(PcapngFile.to(stream(file, disclosure), PcapngFile.LinkType.RAW));
    var traffic = new Disclosed(new Ordered(written), disclosure, InstantSource.system());
    return new File(file, lookout, new Recorder(traffic));
  }

  private static OutputStream stream(Path file, Disclosure disclosure) throws IOException {
    OutputStream plain = new BufferedOutputStream(PcapngFile.ownersOnly(file), 1 << 16);
    return disclosure.reader().isPresent()
        ? SealedStream.over(plain, disclosure.reader().get())
        : plain;
  }

  /// One that is being written.
  private static final class File implements Writing {
    private final Path file;
    private final Lookout lookout;
    private final Recorder recorder;
    private final WireTap tap = this::said;
    private final StreamTap streamTap;
    private final KeyLog keyLog;

    File(Path file, Lookout lookout, Recorder recorder) {
      this.file = file;
      this.lookout = lookout;
      this.recorder = recorder;
      this.streamTap = passed -> recorder.record(Capture.passed(passed));
      this.keyLog = line -> recorder.record(new Passed.Secrets(line));
      lookout.tap(tap);
      lookout.tapStreams(streamTap);
      lookout.keyLog(keyLog);
    }

    /// Media are written as they are sent: who has the keys is who reads their calls here. Of SIP
    /// it is seen only who speaks.
    private void said(WireTap.Observed seen) {
      Observed it = Capture.observed(seen);
      if (seen.kind() == WireTap.Kind.SIP) {
        Passed.Registers.of(it).ifPresent(recorder::record);
      } else {
        recorder.record(new Passed.Datagram(it.time(), it.source(), it.destination(), it.bytes()));
      }
    }

    @Override
    public String file() {
      return file.toString();
    }

    @Override
    public void end() throws IOException {
      lookout.forget(keyLog);
      lookout.untapStreams(streamTap);
      lookout.untap(tap);
      recorder.close();
    }
  }
}
