package ringfence.sip.ua;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import ringfence.sip.auth.DigestAnswer;
import ringfence.sip.auth.Secret;
import ringfence.sip.ladder.Ladder;
import ringfence.sip.message.AuthFields;
import ringfence.sip.message.Contact;
import ringfence.sip.message.Field;
import ringfence.sip.message.Header;
import ringfence.sip.message.Headers;
import ringfence.sip.message.HostPort;
import ringfence.sip.message.NameAddr;
import ringfence.sip.message.Responses;
import ringfence.sip.message.RetryAfter;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.sip.message.StatusCode;
import ringfence.sip.message.Transport;
import ringfence.sip.message.Uri;
import ringfence.sip.transaction.Flow;
import ringfence.sip.transaction.Identifiers;
import ringfence.sip.transaction.Output;
import ringfence.sip.transaction.Timers;
import ringfence.sip.transaction.TransactionKey;
import ringfence.sip.transaction.TransactionLayer;
import ringfence.testkit.Clause;
import ringfence.testkit.VirtualTime;

/// A registration and a registrar of a few lines, over a flow without delay.
class RegistrationTest {
  private static final Flow FLOW =
      new Flow(
          1,
          Transport.TLS,
          new InetSocketAddress("127.0.0.1", 16000),
          new InetSocketAddress("127.0.0.2", 5062));

  private final VirtualTime time = new VirtualTime();
  private final Ladder ladder = new Ladder(time.now());
  private final Identifiers identifiers = new Identifiers(new SplittableRandom(11));
  private final TransactionLayer layer = new TransactionLayer(Timers.RFC_3261, identifiers, 100);
  private final Map<TransactionKey, SipRequest> sent = new HashMap<>();
  private final List<SipRequest> requests = new ArrayList<>();
  private final List<RegistrationState> states = new ArrayList<>();
  private final List<SipRequest> wires = new ArrayList<>();
  private Registration registration = Registration.of(plan(Keys.none()), identifiers);

  /// What the registrar says; nothing when empty.
  private Function<SipRequest, Optional<SipResponse>> registrar = this::grant;

  private static RegistrationPlan plan(Keys keys) {
    return plan(keys, RegistrationPlan.Pace.UNIT, "<sip:100@192.168.120.30:16000>");
  }

  private static RegistrationPlan plan(Keys keys, RegistrationPlan.Pace pace, String contact) {
    return new RegistrationPlan(
        Uri.parse("sip:192.168.120.11:5062"),
        NameAddr.parse("<sip:100@192.168.120.11:5062>"),
        List.of((Contact.Address) Contact.parse(contact)),
        keys,
        Headers.NONE.append(Header.USER_AGENT, "Mitel TA7102i/v2.0.26.451 4102-AS-D2000-1"),
        pace,
        ContactMatching.STRICT);
  }

  private static Keys password(String password) {
    var answer = new DigestAnswer("100", Secret.password(password));
    return _ -> Optional.of(answer);
  }

  private Optional<SipResponse> grant(SipRequest register) {
    return Optional.of(granted(register, "3600"));
  }

  private static SipResponse granted(SipRequest register, String expires) {
    SipResponse ok = Responses.tagged(register, StatusCode.OK, "r");
    boolean removed = register.headers().first(Header.EXPIRES).equals(Optional.of(Duration.ZERO));
    if (removed) return ok;
    NameAddr contact =
        ((Contact.Address) register.headers().first(Header.CONTACT).orElseThrow()).address();
    var bound = new Contact.Address(contact.withParameter("expires", expires));
    return ok.with(Header.CONTACT, bound);
  }

  private static Optional<SipResponse> challenge(SipRequest register, String more) {
    SipResponse response = Responses.tagged(register, StatusCode.UNAUTHORIZED, "r");
    String text =
        "Digest realm=\"192.168.120.11\", nonce=\"n" + register.cseq().number() + "\"" + more;
    return Optional.of(response.with(Header.WWW_AUTHENTICATE, AuthFields.parse(text)));
  }

  private void perform(List<UaOutput> outputs) {
    for (UaOutput output : outputs) {
      switch (output) {
        case UaOutput.Send(var request, _) -> send(request);
        case UaOutput.Changed(var state) -> {
          states.add(state);
          ladder.told(time.now(), state.getClass().getSimpleName());
        }
        case UaOutput.Ack _,
            UaOutput.Cancel _,
            UaOutput.Respond _,
            UaOutput.Told _,
            UaOutput.Finished _ ->
            throw new AssertionError(output);
      }
    }
    registration.deadline().ifPresent(at -> time.at(at, this::elapse));
  }

  private void elapse() {
    perform(registration.elapse(time.now()));
  }

  private void send(SipRequest request) {
    ladder.sent(time.now(), request);
    requests.add(request);
    var started = layer.start(request, HostPort.of("192.168.120.30", 16000), FLOW, time.now());
    sent.put(started.key(), request);
    wires.add(started.request());
    layer.deadline().ifPresent(at -> time.at(at, this::expire));
    registrar
        .apply(started.request())
        .ifPresent(response -> time.after(Duration.ofMillis(20), () -> receive(response)));
  }

  private void receive(SipResponse response) {
    ladder.received(time.now(), response);
    layer.receive(response, FLOW, time.now()).forEach(this::tell);
  }

  private void expire() {
    layer.elapse(time.now()).forEach(this::tell);
  }

  private void tell(Output output) {
    switch (output) {
      case Output.DeliverResponse(var response, _, _) ->
          perform(registration.receive(response, time.now()));
      case Output.Failed(var key, var failure) ->
          Optional.ofNullable(sent.get(key))
              .ifPresent(mine -> perform(registration.failed(mine, failure, time.now())));
      case Output.Transmit _,
          Output.DeliverRequest _,
          Output.DeliverAck _,
          Output.Cancelled _,
          Output.Stray _,
          Output.Ended _ -> {}
    }
  }

  private RegistrationTest registering(RegistrationPlan plan) {
    registration = Registration.of(plan, identifiers);
    perform(registration.register(time.now()));
    return this;
  }

  private void after(Duration duration) {
    time.advance(duration);
  }

  private String flow() {
    return ladder.toString().stripIndent();
  }

  @Test
  @Clause("RFC 3261 10.2")
  void the_REGISTER_has_the_form_of_the_units() {
    registering(plan(Keys.none()));
    String[] lines = wires.getFirst().toString().split("\r\n", -1);
    String number = "(\\d{8,10})";
    assertThat(lines).hasSize(12);
    assertThat(lines[0]).isEqualTo("REGISTER sip:192.168.120.11:5062 SIP/2.0");
    assertThat(lines[1])
        .matches(
            "Via: SIP/2\\.0/TLS"
                + " 192\\.168\\.120\\.30:16000;branch=z9hG4bK[0-9a-f]{17}\\.[0-9a-f]{17}");
    assertThat(lines[2]).isEqualTo("Max-Forwards: 70");
    assertThat(lines[3]).matches("From: <sip:100@192.168.120.11:5062>;tag=[0-9a-f]{10}");
    assertThat(lines[4]).isEqualTo("To: <sip:100@192.168.120.11:5062>");
    assertThat(lines[5]).matches("Call-ID: [0-9a-f]{16}");
    assertThat(lines[6]).matches("CSeq: " + number + " REGISTER");
    assertThat(lines[7]).isEqualTo("Contact: <sip:100@192.168.120.30:16000>");
    assertThat(lines[8]).isEqualTo("User-Agent: Mitel TA7102i/v2.0.26.451 4102-AS-D2000-1");
    assertThat(lines[9]).isEqualTo("Content-Length: 0");
  }

  @Test
  @Clause({"RFC 3261 10.2.4", "RFC 3261 22.2"})
  void a_challenge_is_answered_and_the_binding_refreshed_a_minute_before_its_end() {
    registrar =
        register ->
            register.headers().has(Header.AUTHORIZATION)
                ? grant(register)
                : challenge(register, "");
    registering(plan(password("secret"))).after(Duration.ofMinutes(59));
    assertThat(flow())
        .isEqualTo(
            """
             0 ms  REGISTER ->
             0 ms  TU <- Registering
            20 ms  <- 401 REGISTER
            20 ms  REGISTER ->
            40 ms  <- 200 REGISTER
            40 ms  TU <- Registered\
            """);
    after(Duration.ofSeconds(5));
    assertThat(flow()).contains("3540040 ms  REGISTER ->", "TU <- Refreshing");
    assertThat(requests.get(1).headers().fields().stream().map(Field::name))
        .containsExactly(
            "Max-Forwards",
            "From",
            "To",
            "Call-ID",
            "CSeq",
            "Authorization",
            "Contact",
            "User-Agent",
            "Content-Length");
    assertThat(requests.get(1).cseq().number()).isEqualTo(requests.get(0).cseq().number() + 1);
    assertThat(requests).extracting(SipRequest::callId).containsOnly(registration.callId());
    assertThat(registration.state()).isInstanceOf(RegistrationState.Registered.class);
  }

  @Test
  @Clause("RFC 3261 22.1")
  void a_wrong_password_is_tried_once_each_two_minutes_and_makes_no_storm() {
    registrar = register -> challenge(register, "");
    registering(plan(password("wrong"))).after(Duration.ofHours(1));
    // A REGISTER without and one with credentials, every 120 s and two answers of 20 ms.
    assertThat(requests).hasSize(60);
    assertThat(registration.state()).isInstanceOf(RegistrationState.AuthFailed.class);
    assertThat(registration.state().number()).isEqualTo(700);
  }

  @Test
  void without_a_password_a_challenge_fails_after_one_REGISTER() {
    registrar = register -> challenge(register, "");
    registering(plan(Keys.none())).after(Duration.ofMinutes(1));
    assertThat(requests).hasSize(1);
    assertThat(states).extracting(RegistrationState::number).containsExactly(200, 700);
  }

  @Test
  @Clause("RFC 7616 3.3")
  void a_stale_nonce_is_answered_again_but_not_for_ever() {
    registrar =
        register -> requests.size() < 3 ? challenge(register, ", stale=true") : grant(register);
    registering(plan(password("secret"))).after(Duration.ofMinutes(1));
    assertThat(requests).hasSize(3);
    assertThat(registration.state().isRegistered()).isTrue();

    registrar = register -> challenge(register, ", stale=true");
    perform(registration.register(time.now()));
    after(Duration.ofMinutes(1));
    assertThat(requests).hasSizeLessThan(15);
    assertThat(registration.state()).isInstanceOf(RegistrationState.AuthFailed.class);
  }

  @Test
  @Clause("RFC 3261 10.2.8")
  void too_brief_an_interval_is_raised_to_the_Min_Expires_and_stays_so() {
    registrar =
        register -> {
          if (register
              .headers()
              .first(Header.EXPIRES)
              .equals(Optional.of(Duration.ofMinutes(10)))) {
            return Optional.of(granted(register, "600"));
          }
          SipResponse brief = Responses.tagged(register, StatusCode.INTERVAL_TOO_BRIEF, "r");
          return Optional.of(brief.with(Header.MIN_EXPIRES, Duration.ofMinutes(10)));
        };
    var pace = RegistrationPlan.Pace.UNIT.withProposed(Duration.ofMinutes(1));
    registering(plan(Keys.none(), pace, "<sip:100@127.0.0.1>")).after(Duration.ofMinutes(15));
    assertThat(requests).hasSize(3);
    assertThat(requests.getLast().headers().first(Header.EXPIRES)).contains(Duration.ofMinutes(10));
  }

  @Test
  void an_unanswered_REGISTER_is_unreachable_after_32_s_and_tried_again_120_s_later() {
    registrar = _ -> Optional.empty();
    registering(plan(Keys.none())).after(Duration.ofSeconds(160));
    assertThat(ladder.rungs())
        .extracting(rung -> rung.at().toSeconds() + " s " + rung.text())
        .containsExactly(
            "0 s REGISTER ->",
            "0 s TU <- Registering",
            "32 s TU <- Unreachable",
            "152 s REGISTER ->",
            "152 s TU <- Registering");
  }

  @Test
  @Clause("RFC 3261 10.2.4")
  void a_200_without_our_contact_is_an_invalid_response() {
    registrar =
        register -> {
          var other = Contact.parse("<sip:100@192.168.120.30:16000;transport=tls>;expires=3600");
          return Optional.of(
              Responses.tagged(register, StatusCode.OK, "r").with(Header.CONTACT, other));
        };
    registering(plan(Keys.none())).after(Duration.ofSeconds(1));
    assertThat(registration.state()).isInstanceOf(RegistrationState.InvalidResponse.class);
    assertThat(requests).hasSize(1);
  }

  @Test
  void contacts_match_as_strictly_as_asked() {
    Uri ours = Uri.parse("sip:100@h:16000");
    Uri tls = Uri.parse("sip:100@h:16000;transport=tls");
    Uri port = Uri.parse("sip:100@h:5061;transport=tls");
    assertThat(ContactMatching.STRICT.matches(ours, ours)).isTrue();
    assertThat(ContactMatching.STRICT.matches(ours, tls)).isFalse();
    assertThat(ContactMatching.IGNORE_URI_PARAMS.matches(ours, tls)).isTrue();
    assertThat(ContactMatching.IGNORE_URI_PARAMS.matches(ours, port)).isFalse();
    assertThat(ContactMatching.IGNORE_URI_AND_PORT_PARAMS.matches(ours, port)).isTrue();
    assertThat(ContactMatching.IGNORE_URI_AND_PORT_PARAMS.matches(ours, Uri.parse("sip:101@h")))
        .isFalse();
  }

  @Test
  @Clause("RFC 3261 10.2.4")
  void F100_a_binding_of_1800_s_is_refreshed_a_minute_before_each_end() {
    registrar = register -> Optional.of(granted(register, "1800"));
    registering(plan(Keys.none())).after(Duration.ofSeconds(1800));
    assertThat(flow()).contains("1740020 ms  REGISTER ->");
    assertThat(requests).hasSize(2);
    after(Duration.ofHours(10));
    assertThat(requests).hasSize(22);
    assertThat(registration.state()).isInstanceOf(RegistrationState.Registered.class);
  }

  @Test
  void a_short_lifetime_is_refreshed_at_its_half_and_makes_no_storm() {
    registrar = register -> Optional.of(granted(register, "30"));
    registering(plan(Keys.none())).after(Duration.ofMinutes(5));
    assertThat(requests).hasSizeBetween(19, 21);
  }

  @Test
  @Clause("RFC 3261 10.2.2")
  void unregistering_removes_the_binding_and_stops() {
    registering(plan(Keys.none())).after(Duration.ofSeconds(1));
    perform(registration.unregister(time.now()));
    after(Duration.ofHours(3));
    assertThat(requests).hasSize(2);
    assertThat(requests.getLast().headers().first(Header.EXPIRES)).contains(Duration.ZERO);
    assertThat(states).extracting(RegistrationState::number).containsExactly(200, 300, 500, 100);
    assertThat(registration.deadline()).isEmpty();
  }

  @Test
  void a_refusal_is_retried_after_120_s_or_later_when_the_registrar_says_so() {
    registrar =
        register -> {
          var refusal = Responses.tagged(register, StatusCode.SERVICE_UNAVAILABLE, "r");
          return Optional.of(refusal.with(Header.RETRY_AFTER, RetryAfter.parse("300")));
        };
    registering(plan(Keys.none())).after(Duration.ofSeconds(290));
    assertThat(requests).hasSize(1);
    after(Duration.ofSeconds(20));
    assertThat(requests).hasSize(2);
  }

  @Test
  void a_broken_flow_makes_it_unreachable_and_a_new_one_registers_at_once() {
    registering(plan(Keys.none())).after(Duration.ofSeconds(1));
    perform(registration.flowFailed(time.now()));
    assertThat(registration.state()).isInstanceOf(RegistrationState.Unreachable.class);
    after(Duration.ofSeconds(15));
    perform(registration.register(time.now()));
    after(Duration.ofSeconds(1));
    assertThat(registration.state().isRegistered()).isTrue();
    assertThat(requests).hasSize(2);
  }

  @Test
  void chance_spreads_the_first_REGISTER_and_the_retries() {
    registrar = _ -> Optional.empty();
    var pace = RegistrationPlan.Pace.UNIT.withSpread(Duration.ofSeconds(30));
    registering(plan(Keys.none(), pace, "<sip:100@127.0.0.1>")).after(Duration.ofMinutes(20));
    long first = ladder.rungs().getFirst().at().toMillis();
    assertThat(first).isBetween(1L, 30_000L);
    assertThat(requests).hasSizeBetween(6, 8);
  }
}
