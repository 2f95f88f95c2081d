package ringfence.trace.capture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// Captures one after the other, the oldest of which make room for the newest, as `dumpcap` names
/// them: `call_00001_20261126170000.pcapng`. A new one begins when the last has its size or its
/// time, and first repeats what passed on the connections that are up, so that each can be read by
/// itself; where that is too much, give `trace` those before it too.
public final class RingFiles implements Traffic {
  private static final String REPEATED = "repeated from an earlier file";
  private static final long MOST_REPEATED = 32L << 20;
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC);

  /// How many, and how large each.
  ///
  /// @param octets after which the next begins
  /// @param time after which the next begins
  /// @param files that are kept, at least two where it is bounded
  public record Plan(Optional<Long> octets, Optional<Duration> time, int files) {
    public Plan {
      if (files < 2) throw new IllegalArgumentException("a ring of " + files);
      if (octets.isEmpty() && time.isEmpty())
        throw new IllegalArgumentException("no end of a file");
    }
  }

  private final Path name;
  private final Plan plan;
  private final InstantSource clock;
  private final Deque<Path> kept = new ArrayDeque<>();
  private final TcpStreams streams = new TcpStreams();
  private final LinksUp up;
  private int number;
  private Instant began;
  private TrafficFile file;

  /// @param name of which those of the files are made
  public RingFiles(Path name, Plan plan, InstantSource clock) throws IOException {
    this.name = name;
    this.plan = plan;
    this.clock = clock;
    this.up =
        new LinksUp(plan.octets().map(it -> Math.min(it / 2, MOST_REPEATED)).orElse(MOST_REPEATED));
    this.began = clock.instant();
    this.file = next(began);
  }

  @Override
  public void write(Passed passed) throws IOException {
    Instant now = clock.instant();
    if (isFull(now)) {
      file.close();
      file = next(now);
      began = now;
      for (Passed earlier : up.all()) file.write(earlier, REPEATED);
    }
    file.write(passed);
    up.add(passed);
  }

  private boolean isFull(Instant now) {
    return plan.octets().filter(most -> file.written() >= most).isPresent()
        || plan.time().filter(most -> !now.isBefore(began.plus(most))).isPresent();
  }

  private TrafficFile next(Instant now) throws IOException {
    number++;
    Path path = name.resolveSibling(name(now));
    PcapngFile opened = PcapngFile.create(path, PcapngFile.LinkType.RAW);
    kept.addLast(path);
    while (kept.size() > plan.files()) Files.deleteIfExists(kept.removeFirst());
    return new TrafficFile(opened, streams);
  }

  private String name(Instant now) {
    String whole = name.getFileName().toString();
    int dot = whole.lastIndexOf('.');
    String stem = dot > 0 ? whole.substring(0, dot) : whole;
    String ending = dot > 0 ? whole.substring(dot) : "";
    return "%s_%05d_%s%s".formatted(stem, number, SECOND.format(now), ending);
  }

  @Override
  public void flush() throws IOException {
    file.flush();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
