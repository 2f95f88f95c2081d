package ringfence.adapter.call;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import ringfence.manage.event.EventLog;
import ringfence.media.negotiation.MediaSettings;
import ringfence.media.negotiation.Negotiation;
import ringfence.media.negotiation.SecurityPolicy;
import ringfence.media.session.AudioSession;
import ringfence.media.session.SessionStatistics;
import ringfence.rtcp.CompoundPacket;
import ringfence.rtp.PacketKind;
import ringfence.sip.message.HostPort;
import ringfence.sip.message.StatusCode;
import ringfence.testkit.LossyWire;
import ringfence.testkit.VirtualTime;

/// Two phones and the wires between them, for signalling and for media.
final class Line {
  static final double CALLER_HERTZ = 1000;
  static final double CALLEE_HERTZ = 500;

  final VirtualTime time = new VirtualTime();
  final Phone caller;
  final Phone callee;

  Line(Speaker caller, Speaker callee) {
    var events = new EventLog(100, time::now);
    var refusals =
        new OfferRefusals(
            StatusCode.UNSUPPORTED_MEDIA_TYPE, HostPort.of("127.0.0.1", 5060), events);
    this.caller = new Phone("a", time, caller, refusals, new Sound(time, CALLER_HERTZ));
    this.callee = new Phone("b", time, callee, refusals, new Sound(time, CALLEE_HERTZ));
    join(this.caller, this.callee);
    join(this.callee, this.caller);
  }

  private void join(Phone from, Phone to) {
    var chance = new Random(7);
    var signals = new LossyWire<>(time, chance, to::receive);
    from.wire = signals.delay(Duration.ofMillis(30), Duration.ZERO)::send;
    var media = new LossyWire<byte[]>(time, chance, to.sound::receive);
    from.sound.wire = media.delay(Duration.ofMillis(10), Duration.ofMillis(5))::send;
  }

  static Speaker unit(SecurityPolicy policy, boolean calls) {
    return new Speaker.Unit(negotiation(policy, calls));
  }

  static Negotiation negotiation(SecurityPolicy policy, boolean calls) {
    var address = InetAddress.ofLiteral(calls ? "127.0.0.1" : "127.0.0.2");
    return new Negotiation(
        MediaSettings.of(address, calls ? 5004 : 6000, policy), new Random(calls ? 1 : 2));
  }

  Line after(Duration length) {
    time.advance(length);
    return this;
  }

  boolean isHeardBothWays() {
    return caller.sound.hears(CALLEE_HERTZ) && callee.sound.hears(CALLER_HERTZ);
  }

  List<SessionStatistics> statistics() {
    return Stream.of(caller, callee)
        .flatMap(phone -> phone.sound.session.stream())
        .map(AudioSession::statistics)
        .toList();
  }

  /// The packets sent by both that anyone on the wire can hear or read.
  long clearPackets() {
    return Stream.of(caller, callee)
        .flatMap(phone -> phone.sound.sent.stream())
        .filter(Line::isClear)
        .count();
  }

  /// A sine of whole periods in eight or sixteen samples repeats itself in G.711; reports in clear
  /// are a compound packet from end to end.
  static boolean isClear(byte[] datagram) {
    var packet = ByteBuffer.wrap(datagram);
    if (PacketKind.of(packet) == PacketKind.RTCP) {
      return CompoundPacket.parse(packet).good().isPresent();
    }
    return Arrays.equals(datagram, 12, 28, datagram, 28, 44);
  }
}
