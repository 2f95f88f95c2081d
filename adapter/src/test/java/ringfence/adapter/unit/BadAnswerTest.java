package ringfence.adapter.unit;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ringfence.adapter.call.MediaSecurity;
import ringfence.adapter.gateway.GatewayType;
import ringfence.adapter.gateway.HostNetwork;
import ringfence.adapter.gateway.SipEp;
import ringfence.adapter.line.Hearing;
import ringfence.manage.event.EventLog;
import ringfence.sip.message.Method;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.StatusCode;
import ringfence.sip.message.Transport;
import ringfence.testkit.Clause;
import ringfence.transport.Lookout;
import ringfence.transport.tls.TrustAnchors;

/// A secure call of a unit whose peer answers what was not offered.
class BadAnswerTest {
  private static final String KEY = "inline:h0RxgsaQYP+VxZipT++F2XbjIl1QsWeN7AFKrG0q";

  private final EventLog events = new EventLog(100, InstantSource.system());
  private Stranger peer;

  @BeforeEach
  void begin() throws Exception {
    peer = new Stranger(Loopback.address());
  }

  @AfterEach
  void end() {
    peer.close();
    events.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SDES  | m=audio 20000 RTP/AVP 8                                                | RTP/AVP
          SDES  | m=audio 20000 RTP/SAVP 8                                               | without a=crypto
          SDES  | m=audio 20000 RTP/SAVP 8;a=crypto:2 AES_CM_128_HMAC_SHA1_80 KEY        | a tag that was not offered
          SDES  | m=audio 20000 RTP/SAVP 8;a=crypto:1 AES_256_CM_HMAC_SHA1_80 KEYKEY     | another suite than that of its tag
          SDES  | m=audio 20000 RTP/SAVP 8;a=crypto:1 AES_CM_128_HMAC_SHA1_80 KEY UNENCRYPTED_SRTP | other negotiated parameters
          SDES  | m=audio 20000 RTP/SAVP 18;a=crypto:1 AES_CM_128_HMAC_SHA1_80 KEY       | formats 18
          MIKEY | m=audio 20000 RTP/SAVP 8                                               | without a=key-mgmt
          MIKEY | m=audio 20000 RTP/SAVP 8;a=crypto:1 AES_CM_128_HMAC_SHA1_80 KEY        | a=crypto
          """)
  @Clause({"RFC 3264 6", "RFC 4568 5.1.3", "RFC 4567 4.1.3"})
  void it_is_acknowledged_and_ends_the_call_with_the_reason(
      MediaSecurity.Keys keys, String media, String reason) throws Exception {
    try (var unit = Unit.start(options(keys))) {
      unit.when(status -> line(status).operational()).get(10, TimeUnit.SECONDS);
      unit.handset(0).offHook();
      unit.dial(0, "900");
      SipRequest invite = peer.await(Method.INVITE);
      peer.accept(invite, description(media));
      peer.await(Method.ACK);
      peer.answer(peer.await(Method.BYE), StatusCode.OK);
      UnitStatus.Line line =
          line(unit.when(it -> !line(it).lastEnd().isEmpty()).get(10, TimeUnit.SECONDS));
      assertThat(line.hearing()).isEqualTo(Hearing.REORDER_TONE);
      assertThat(line.lastEnd())
          .startsWith("the answer cannot be used: the offerer requires ")
          .contains(reason);
    }
  }

  private String description(String media) {
    String lines = media.strip().replace("KEYKEY", longKey()).replace("KEY", KEY);
    return peer.description(1).replaceFirst("m=[^\r]*\r\n", "")
        + lines.replace(";", "\r\n")
        + "\r\n";
  }

  private static String longKey() {
    return "inline:REYrdhjkZCAhSqaj6l1Mo+xNnGGEV+CWmk4GxhEvuu8siIbMIHCToq9Xdw9mDg==";
  }

  private static UnitStatus.Line line(UnitStatus status) {
    return status.lines().getFirst();
  }

  private UnitOptions options(MediaSecurity.Keys keys) {
    String line = SipEp.USER_AGENTS.rows().getFirst();
    var settings =
        UnitSettings.server(UnitSettings.defaults(), peer.address(), Transport.UDP)
            .with(SipEp.TYPE, SipEp.GATEWAY, GatewayType.ENDPOINT)
            .with(SipEp.USER_NAME, line, "100")
            .with(MediaSecurity.KEY_MANAGEMENT, keys);
    return new UnitOptions(
        UnitIdentity.TA7102I,
        HostNetwork.at(Loopback.address()),
        settings,
        TrustAnchors.none(),
        Optional.empty(),
        events,
        new Lookout(),
        new SecureRandom());
  }
}
