package ringfence.manage.time;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// One question of an SNTP client and what its answer means, RFC 5905 section 8 and RFC 4330
/// section 5.
///
/// @param cookie a random number in the place of the transmit timestamp, which the server gives
///   back
/// @param sentAt when it was sent, by our own clock
record SntpExchange(long cookie, Instant sentAt) {
  /// What came.
  sealed interface Answer {
    /// The server knows it: `offset` is to be added to our clock, `roundTrip` is how long the
    /// packets were on the way.
    record Time(Duration offset, Duration roundTrip, int stratum) implements Answer {}

    /// The server does not want us to ask, RFC 5905 section 7.4.
    record KissOfDeath(String code) implements Answer {}

    /// It is the server's answer and not to be used.
    record Unusable(String clause, String reason) implements Answer {}

    /// It is no answer to this question; whoever sent it knew nothing of it.
    record Foreign(String reason) implements Answer {}
  }

  byte[] request() {
    return NtpPacket.request(cookie).octets();
  }

  Answer answer(ByteBuffer octets, Instant arrivedAt) {
    Optional<NtpPacket> read = NtpPacket.read(octets);
    if (read.isEmpty()) return new Answer.Foreign("It is shorter than 48 octets.");
    NtpPacket packet = read.get();
    // RFC 5905 8: "If the origin timestamp ... does not match the last transmit timestamp sent, the
    // packet is bogus"
    if (packet.originate() != cookie) return new Answer.Foreign("It answers another question.");
    if (packet.mode() != NtpPacket.SERVER) return new Answer.Foreign("It is no server's answer.");
    if (packet.stratum() == 0) return new Answer.KissOfDeath(packet.kissCode());
    return unusable(packet).orElseGet(() -> time(packet, arrivedAt));
  }

  private static Optional<Answer> unusable(NtpPacket packet) {
    if (packet.version() == 0 || packet.version() > NtpPacket.VERSION) {
      return because("RFC 4330 5", "it speaks version " + packet.version());
    }
    // RFC 5905 7.3: stratum 16 is "unsynchronized", 17 to 255 are "reserved"
    if (packet.stratum() > 15) return because("RFC 5905 7.3", "its own clock is not synchronised");
    if (packet.leap() == NtpPacket.UNSYNCHRONIZED) {
      return because("RFC 5905 7.3", "its own clock is not synchronised");
    }
    if (packet.transmit() == 0 || packet.receive() == 0) {
      return because("RFC 4330 5", "it gives no time");
    }
    return Optional.empty();
  }

  private static Optional<Answer> because(String clause, String reason) {
    return Optional.of(new Answer.Unusable(clause, reason));
  }

  private Answer time(NtpPacket packet, Instant arrivedAt) {
    Instant received = NtpTimestamp.instant(packet.receive());
    Instant transmitted = NtpTimestamp.instant(packet.transmit());
    // RFC 5905 8: "theta = T(B) - T(A) = 1/2 * [(T2-T1) + (T3-T4)]"
    var there = Duration.between(sentAt, received);
    var back = Duration.between(arrivedAt, transmitted);
    var roundTrip =
        Duration.between(sentAt, arrivedAt).minus(Duration.between(received, transmitted));
    // a coarse server clock may make it negative, RFC 4330 5
    return new Answer.Time(there.plus(back).dividedBy(2), atLeastZero(roundTrip), packet.stratum());
  }

  private static Duration atLeastZero(Duration roundTrip) {
    return roundTrip.isNegative() ? Duration.ZERO : roundTrip;
  }
}
