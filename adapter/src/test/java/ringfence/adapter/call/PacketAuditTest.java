package ringfence.adapter.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ringfence.media.negotiation.SecurityPolicy;
import ringfence.media.session.SecurityStatement;
import ringfence.media.session.SessionStatistics;
import ringfence.rtp.PacketKind;
import ringfence.testkit.Clause;

/// Looks at every packet of calls between Secure units, from the first to after the BYE, while the
/// call goes through all that has made others leak: no clear octet leaves, none is believed.
class PacketAuditTest {
  private static final Duration WHILE = Duration.ofSeconds(6);
  private static final String PLAIN_OFFER =
      """
      v=0
      o=- 7 99 IN IP4 127.0.0.2
      s=-
      c=IN IP4 127.0.0.2
      t=0 0
      m=audio 6000 RTP/AVP 8
      """;
  private static final String FAX_OFFER =
      PLAIN_OFFER.replace("audio 6000 RTP/AVP 8", "image 6004 udptl t38");

  static Stream<String> policies() {
    return Parties.units().keySet().stream().filter(name -> name.startsWith("Secure, "));
  }

  private static Line line(String policy) {
    Map<String, SecurityPolicy> units = Parties.units();
    return new Line(Line.unit(units.get(policy), true), Line.unit(units.get(policy), false));
  }

  @ParameterizedTest
  @MethodSource("policies")
  @Clause({"RFC 3711 3.4", "RFC 3264 8.4"})
  void hold_resume_and_refused_updates_leak_nothing(String policy) {
    var line = line(policy);
    line.caller.call(true);
    talks(line.after(WHILE));
    line.caller.hold(true);
    isSilent(line.after(WHILE));
    line.caller.hold(false);
    talks(line.after(WHILE));
    line.callee.hold(true);
    isSilent(line.after(WHILE));
    line.callee.hold(false);
    talks(line.after(WHILE));
    line.caller.refusesOffers = true;
    line.callee.hold(true);
    talks(line.after(WHILE));
    assertThat(line.callee.remarks).containsExactly("refused with 488");
    ends(line);
  }

  @ParameterizedTest
  @MethodSource("policies")
  void a_late_offer_and_an_empty_INVITE_keep_the_call_secure(String policy) {
    var line = line(policy);
    line.caller.call(false);
    talks(line.after(WHILE));
    line.caller.askForOffer();
    talks(line.after(WHILE));
    line.callee.askForOffer();
    talks(line.after(WHILE));
    ends(line);
  }

  @ParameterizedTest
  @MethodSource("policies")
  void an_offer_of_plain_audio_or_of_fax_is_refused_and_the_secure_voice_goes_on(String policy) {
    var line = line(policy);
    line.caller.call(true);
    talks(line.after(WHILE));
    for (String offer : List.of(PLAIN_OFFER, FAX_OFFER)) {
      line.callee.offer(offer);
      talks(line.after(WHILE));
    }
    assertThat(line.callee.remarks)
        .containsExactly(
            "refused with 415: the answerer requires RTP/SAVP, the offer has RTP/AVP",
            "refused with 415: the answerer requires a secure call,"
                + " the offer has T.38, which is not encrypted");
    line.caller.hold(true);
    isSilent(line.after(WHILE));
    ends(line);
  }

  @ParameterizedTest
  @MethodSource("policies")
  void clear_packets_from_elsewhere_are_not_believed(String policy) {
    var plain =
        new Line(
            Line.unit(SecurityPolicy.UNSECURE, true), Line.unit(SecurityPolicy.UNSECURE, false));
    plain.caller.call(true);
    plain.after(WHILE);
    List<byte[]> clear = plain.caller.sound.sent;
    assertThat(clear.stream().filter(Line::isClear)).hasSize(clear.size());
    var line = line(policy);
    line.caller.call(true);
    talks(line.after(WHILE));
    long received = received(line);
    clear.forEach(line.callee.sound::receive);
    assertThat(received(line)).isEqualTo(received);
    assertThat(statement(line, 1).plaintextBlocked()).isEqualTo(clear.size());
    assertThat(statement(line, 1).forged()).isZero();
    talks(line.after(WHILE));
    ends(line);
  }

  private static long received(Line line) {
    return line.statistics().getLast().received();
  }

  private static SecurityStatement statement(Line line, int phone) {
    return line.statistics().get(phone).security();
  }

  private static void talks(Line line) {
    assertThat(line.isHeardBothWays()).isTrue();
    audit(line);
  }

  private static void isSilent(Line line) {
    assertThat(line.caller.sound.hearsNothing()).isTrue();
    assertThat(line.callee.sound.hearsNothing()).isTrue();
    audit(line);
  }

  private static void audit(Line line) {
    assertThat(line.clearPackets()).isZero();
    assertThat(line.statistics()).hasSize(2);
    for (SessionStatistics statistics : line.statistics()) {
      SecurityStatement security = statistics.security();
      assertThat(security.transport()).isEqualTo("RTP/SAVP");
      assertThat(security.sent() && security.received()).isTrue();
      assertThat(security.forged() + security.replayed() + security.malformed()).isZero();
    }
  }

  /// Hangs up, and looks at the goodbyes and at what comes behind.
  private static void ends(Line line) {
    line.caller.hangUp();
    line.after(WHILE);
    assertThat(line.statistics()).isEmpty();
    assertThat(line.clearPackets()).isZero();
    assertThat(sent(line)).filteredOn(PacketAuditTest::isReport).hasSizeGreaterThan(4);
  }

  private static boolean isReport(byte[] packet) {
    return PacketKind.of(ByteBuffer.wrap(packet)) == PacketKind.RTCP;
  }

  private static List<byte[]> sent(Line line) {
    return Stream.of(line.caller, line.callee).flatMap(phone -> phone.sound.sent.stream()).toList();
  }
}
