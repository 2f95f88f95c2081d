package ringfence.media.session;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import ringfence.media.codec.Frame;
import ringfence.rtcp.CompoundPacket;
import ringfence.rtcp.Goodbye;
import ringfence.rtcp.NtpTime;
import ringfence.rtcp.ReceiverReport;
import ringfence.rtcp.ReceptionStatistics;
import ringfence.rtcp.ReportBlock;
import ringfence.rtcp.RtcpInterval;
import ringfence.rtcp.RtcpPacket;
import ringfence.rtcp.SenderReport;
import ringfence.rtcp.SourceDescription;

/// Writes and reads the RTCP of a session of two; RFC 3550 section 6.
final class Reports {
  private static final int BANDWIDTH = 80_000;
  private static final int ROOM = 512;

  private final RandomGenerator chance;
  private final RtcpInterval interval = new RtcpInterval(BANDWIDTH);
  private final ByteBuffer packet = ByteBuffer.allocate(ROOM);
  private final String cname;
  private Instant due;
  private Instant lastTick;
  private long packetsReported;
  private Optional<Duration> roundTrip = Optional.empty();
  private Optional<Double> peerLossPercent = Optional.empty();

  Reports(RandomGenerator chance, Instant now) {
    this.chance = chance;
    // RFC 7022 4.2: 96 random bits in base64, which tell nothing of user or machine.
    byte[] name = new byte[12];
    chance.nextBytes(name);
    cname = Base64.getEncoder().encodeToString(name);
    due = now.plus(interval.next(chance));
    lastTick = now;
  }

  void ticked(Instant now) {
    lastTick = now;
  }

  /// The report that is due, valid until the next; empty when none is.
  Optional<ByteBuffer> report(RtpSender sender, RtpReceiver receiver, Instant now) {
    if (now.isBefore(due)) return Optional.empty();
    due = now.plus(interval.next(chance));
    return write(sender, compound(sender, receiver, now));
  }

  /// The last packet: a report and a goodbye.
  Optional<ByteBuffer> goodbye(RtpSender sender, RtpReceiver receiver, Instant now) {
    List<RtcpPacket> packets = compound(sender, receiver, now);
    packets.add(new Goodbye(sender.ssrc()));
    return write(sender, packets);
  }

  private List<RtcpPacket> compound(RtpSender sender, RtpReceiver receiver, Instant now) {
    List<ReportBlock> blocks =
        receiver.reception().filter(ReceptionStatistics::isValid).stream()
            .map(reception -> reception.report(now))
            .toList();
    List<RtcpPacket> packets = new ArrayList<>();
    // RFC 3550 6.4: an SR "if a site has sent any data packets during the interval", else an RR
    boolean sent = sender.packets() > packetsReported;
    packetsReported = sender.packets();
    packets.add(sent ? sent(sender, blocks, now) : new ReceiverReport(sender.ssrc(), blocks));
    packets.add(SourceDescription.cname(sender.ssrc(), cname));
    return packets;
  }

  private SenderReport sent(RtpSender sender, List<ReportBlock> blocks, Instant now) {
    long since = Duration.between(lastTick, now).toMillis() * Frame.CLOCK_RATE / 1000;
    long timestamp = (sender.timestamp() + since) & 0xFFFF_FFFFL;
    long packets = sender.packets() & 0xFFFF_FFFFL;
    long octets = sender.octets() & 0xFFFF_FFFFL;
    return new SenderReport(sender.ssrc(), NtpTime.of(now), timestamp, packets, octets, blocks);
  }

  private Optional<ByteBuffer> write(RtpSender sender, List<RtcpPacket> packets) {
    packet.clear();
    new CompoundPacket(packets).write(packet);
    packet.flip();
    if (!sender.outbound().sealRtcp(packet)) return Optional.empty();
    interval.count(packet.remaining());
    return Optional.of(packet);
  }

  /// Reads a packet that was opened.
  Heard hear(CompoundPacket compound, RtpSender sender, RtpReceiver receiver, Instant now) {
    interval.count(compound.length());
    Optional<ReceptionStatistics> reception = receiver.reception();
    if (reception.isPresent()) {
      compound
          .all(SenderReport.class)
          .filter(report -> report.ssrc().equals(reception.get().ssrc()))
          .forEach(report -> reception.get().heard(report, now));
    }
    for (ReportBlock block : compound.blocks()) {
      if (!block.ssrc().equals(sender.ssrc())) continue;
      peerLossPercent = Optional.of(block.fractionLost() * 100 / 256.0);
      block.roundTrip(now).ifPresent(time -> roundTrip = Optional.of(time));
    }
    boolean gone =
        reception.isPresent()
            && compound
                .all(Goodbye.class)
                .anyMatch(goodbye -> goodbye.sources().contains(reception.get().ssrc()));
    return gone ? Heard.GOODBYE : Heard.MEDIA;
  }

  Optional<Duration> roundTrip() {
    return roundTrip;
  }

  Optional<Double> peerLossPercent() {
    return peerLossPercent;
  }
}
