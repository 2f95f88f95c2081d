package ringfence.app.trace;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import ringfence.media.codec.Codec;
import ringfence.media.codec.G711;
import ringfence.media.codec.WavFile;
import ringfence.rtp.Ssrc;
import ringfence.trace.decode.Content;
import ringfence.trace.decode.Row;

/// The sound of the G.711 streams of a capture, a WAV file each, the first hour of each: every
/// packet where its timestamp puts it, silence where none came.
final class TraceSound implements TraceOutput {
  private static final int LONGEST = 3600 * 8000;
  private static final int MOST_STREAMS = 64;

  /// Over all streams, five hours; of more each one ends early.
  private static final int MOST_SAMPLES = 5 * LONGEST / 2;

  private record Key(InetSocketAddress source, InetSocketAddress destination, Ssrc ssrc) {}

  private static final class Stream {
    private final long first;
    private short[] samples = new short[8000];
    private int length;

    Stream(long first) {
      this.first = first;
    }

    /// @param room how many samples more it may have
    /// @return how many more it has now
    private int put(Content.Rtp rtp, Codec codec, int room) {
      // RFC 3550 5.1: timestamps are 32 bits and wrap
      int at = (int) (rtp.header().timestamp() - first);
      int end = at + codec.samples(rtp.payload().remaining());
      if (at < 0 || end > LONGEST) return 0;
      int before = samples.length;
      if (end > before) {
        int longer = Math.max(end, Math.min(2 * before, LONGEST));
        if (longer - before > room) return 0;
        samples = Arrays.copyOf(samples, longer);
      }
      codec.decode(rtp.payload().duplicate(), samples, at);
      length = Math.max(length, end);
      return samples.length - before;
    }
  }

  private final Path folder;
  private final Consumer<String> warnings;
  private final Map<Key, Stream> streams = new LinkedHashMap<>();
  private int samples;
  private long unread;

  /// @param warnings who is told why there is no sound
  TraceSound(Path folder, Consumer<String> warnings) {
    this.folder = folder;
    this.warnings = warnings;
  }

  @Override
  public void add(Row row) {
    if (!(row.content() instanceof Content.Rtp rtp)) return;
    Optional<Codec> codec = codec(rtp);
    if (!rtp.security().isReadable()) unread++;
    if (!rtp.security().isReadable() || codec.isEmpty()) return;
    var key = new Key(row.source(), row.destination(), rtp.header().ssrc());
    if (!streams.containsKey(key) && streams.size() == MOST_STREAMS) return;
    var stream = streams.computeIfAbsent(key, _ -> new Stream(rtp.header().timestamp()));
    samples += stream.put(rtp, codec.get(), MOST_SAMPLES - samples);
  }

  private static Optional<Codec> codec(Content.Rtp rtp) {
    if (rtp.codec().names("PCMA", 8000)) return Optional.of(G711.PCMA);
    return rtp.codec().names("PCMU", 8000) ? Optional.of(G711.PCMU) : Optional.empty();
  }

  @Override
  public void end() throws IOException {
    Files.createDirectories(folder);
    if (streams.isEmpty()) warnings.accept("no sound is written: " + why());
    for (var it : streams.entrySet()) {
      Stream stream = it.getValue();
      byte[] wav = WavFile.write(Arrays.copyOf(stream.samples, stream.length));
      Files.write(folder.resolve(name(it.getKey())), wav);
    }
  }

  private String why() {
    return unread > 0
        ? "no known key opens the SRTP; give the pre-shared key of MIKEY (--psk-file), or what"
            + " opens the TLS that the keys went through (--keylog)"
        : "there is no RTP with G.711";
  }

  /// Colons, as IPv6 has them, are not for every file system.
  private static String name(Key key) {
    String from = key.source().getAddress().getHostAddress() + "-" + key.source().getPort();
    return from.replace(':', '_') + "-" + key.ssrc() + ".wav";
  }
}
