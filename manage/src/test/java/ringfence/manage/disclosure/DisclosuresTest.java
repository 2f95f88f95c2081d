package ringfence.manage.disclosure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.bouncycastle.cms.CMSEnvelopedData;
import org.bouncycastle.cms.Recipient;
import org.bouncycastle.cms.jcajce.JceKeyAgreeEnvelopedRecipient;
import org.bouncycastle.cms.jcajce.JceKeyTransEnvelopedRecipient;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import ringfence.manage.access.Asker;
import ringfence.manage.access.Role;
import ringfence.manage.access.User;
import ringfence.manage.admin.Command.Result;
import ringfence.manage.event.Event;
import ringfence.manage.event.EventLog;
import ringfence.testkit.Certificates.Authority;
import ringfence.testkit.Certificates.Issued;
import ringfence.testkit.Certificates.Wanted;
import ringfence.testkit.Clause;

class DisclosuresTest {
  private static final Instant T = Instant.parse("2026-11-26T17:00:00Z");
  private static final Asker ADMIN = new Asker(new User("anna", Role.ADMIN), "192.0.2.7");

  private final List<Disclosure> begun = new ArrayList<>();
  private final List<Integer> ended = new ArrayList<>();
  private Instant now = T;
  private final EventLog events = new EventLog(100, () -> now);
  private final Disclosures disclosures = new Disclosures(events, () -> now, this::begin);

  private Disclosing.Writing begin(Disclosure disclosure) {
    begun.add(disclosure);
    return new Disclosing.Writing() {
      @Override
      public String file() {
        return "file-" + disclosure.number();
      }

      @Override
      public void end() {
        ended.add(disclosure.number());
      }
    };
  }

  @AfterEach
  void close() {
    disclosures.close();
    events.close();
  }

  @Test
  void it_ends_by_itself_at_its_minute_and_all_of_it_is_told() {
    assertThat(ask("100@example.com", "5", ADMIN)).isInstanceOf(Result.Done.class);
    now = T.plusSeconds(299);
    disclosures.look();
    assertThat(ended).isEmpty();
    now = T.plusSeconds(300);
    disclosures.look();
    assertThat(ended).containsExactly(1);
    assertThat(disclosures.table().now()).isEmpty();
    assertThat(told())
        .containsExactly(
            "Disclosure 1: the secrets of 100@example.com are written to file-1"
                + " until 2026-11-26T17:05:00Z.",
            "anna asked from 192.0.2.7 for the secrets of 100@example.com for 5 minutes:"
                + " Disclosure 1 writes to file-1 until 2026-11-26T17:05:00Z.",
            "Disclosure 1 of 100@example.com has ended: Its time is over.");
  }

  @Test
  void only_an_administrator_may_ask_or_end_one() {
    for (Role role : List.of(Role.USER, Role.OBSERVER)) {
      assertThat(ask("100", "5", new Asker(new User("otto", role), "192.0.2.8")))
          .isEqualTo(new Result.NotDone("It takes the role Admin."));
    }
    assertThat(begun).isEmpty();
    assertThat(disclosures.end().least()).isEqualTo(Role.ADMIN);
  }

  @Test
  void what_cannot_be_is_refused_and_told_as_well() {
    for (String subject : List.of("a b", "sip:", "192.0.2.1:99999", "a@b@c", "x/y")) {
      assertThat(ask(subject, "5", ADMIN)).as(subject).isInstanceOf(Result.NotDone.class);
    }
    for (String minutes : List.of("0", "121", "-1", "five", "9999999999")) {
      assertThat(ask("100", minutes, ADMIN)).as(minutes).isInstanceOf(Result.NotDone.class);
    }
    assertThat(begun).isEmpty();
    assertThat(told()).hasSize(10).allMatch(it -> it.startsWith("anna asked from 192.0.2.7"));
  }

  @Test
  void it_can_be_ended_before_and_no_more_than_four_run_at_once() {
    for (int i = 0; i < 4; i++) {
      assertThat(ask("100", "9", ADMIN)).isInstanceOf(Result.Done.class);
    }
    assertThat(ask("100", "9", ADMIN)).isInstanceOf(Result.NotDone.class);
    assertThat(disclosures.end().action().apply("2", ADMIN)).isInstanceOf(Result.Done.class);
    assertThat(disclosures.end().action().apply("2", ADMIN)).isInstanceOf(Result.NotDone.class);
    assertThat(ended).containsExactly(2);
    assertThat(told()).contains("Disclosure 2 of 100 has ended: anna from 192.0.2.7 ended it.");
    assertThat(ask("100", "9", ADMIN)).isInstanceOf(Result.Done.class);
    disclosures.close();
    assertThat(ended).containsExactlyInAnyOrder(1, 2, 3, 4, 5);
  }

  @Test
  void links_that_are_up_are_closed_when_that_is_asked_for_and_it_is_told() {
    List<String> order = new ArrayList<>();
    disclosures.closeBy(
        subject -> {
          order.add(subject + " after " + begun.size());
          return 2;
        });
    assertThat(ask("100", "9", ADMIN)).isInstanceOf(Result.Done.class);
    assertThat(order).isEmpty();
    var fields = Map.of("subject", "100", "minutes", "9", "close", "yes");
    assertThat(disclosures.form().answer(fields, ADMIN)).isInstanceOf(Result.Done.class);
    // closed when their new ones are looked at already
    assertThat(order).containsExactly("100 after 2");
    assertThat(told().getLast()).endsWith("Links closed so that they come again: 2.");
    assertThat(disclosures.form().answer(Map.of("close", "yes"), ADMIN))
        .isInstanceOf(Result.NotDone.class);
    assertThat(order).hasSize(1);
  }

  @Test
  void a_link_is_its_peers_and_its_accounts() {
    var peer = new InetSocketAddress("192.0.2.1", 16000);
    assertThat(Subject.parse("192.0.2.1").orElseThrow().isOf(peer, List.of())).isTrue();
    assertThat(Subject.parse("192.0.2.2").orElseThrow().isOf(peer, List.of("100"))).isFalse();
    Subject account = Subject.parse("100@example.com").orElseThrow();
    assertThat(account.isOf(peer, List.of("101", "100"))).isTrue();
    assertThat(account.isOf(peer, List.of("100@example.org"))).isFalse();
    assertThat(account.isOf(peer, List.of("100@Example.com:5062"))).isTrue();
    Subject six = Subject.parse("sips:100@[2001:db8::1]").orElseThrow();
    assertThat(six.isOf(peer, List.of("100@[2001:db8::1]:5062"))).isTrue();
    assertThat(six.isOf(peer, List.of("100@[2001:db8::2]:5062"))).isFalse();
  }

  @Test
  void subjects_are_accounts_and_peers() {
    var peer = InetAddress.ofLiteral("192.0.2.1");
    assertThat(Subject.parse("192.0.2.1")).contains(new Subject.Link(peer, OptionalInt.empty()));
    assertThat(Subject.parse("192.0.2.1:5061"))
        .contains(new Subject.Link(peer, OptionalInt.of(5061)));
    assertThat(Subject.parse("[2001:db8::1]:5061"))
        .contains(new Subject.Link(InetAddress.ofLiteral("2001:db8::1"), OptionalInt.of(5061)));
    assertThat(Subject.parse("2001:db8::1")).isEqualTo(Subject.parse("[2001:db8::1]"));
    assertThat(Subject.parse("100")).contains(new Subject.Account("100"));
    assertThat(Subject.parse("sip:100@example.com"))
        .contains(new Subject.Account("100@example.com"));
    assertThat(new Subject.Account("100").is("100@example.com")).isTrue();
    assertThat(new Subject.Account("100@example.org").is("100@example.com")).isFalse();
    assertThat(new Subject.Account("10").is("100@example.com")).isFalse();
  }

  @Test
  @Clause("RFC 5652 6")
  void what_is_sealed_is_opened_by_the_readers_RSA_key_alone() throws Exception {
    var reader = new Authority("test").issueRsa(Wanted.server("reader"));
    isOpened(reader, new JceKeyTransEnvelopedRecipient(reader.key()));
  }

  @Test
  @Clause("RFC 5753 3.1")
  void what_is_sealed_is_opened_by_the_readers_EC_key_alone() throws Exception {
    var reader = new Authority("test").issue(Wanted.server("reader"));
    var recipient = new JceKeyAgreeEnvelopedRecipient(reader.key());
    isOpened(reader, recipient.setProvider(new BouncyCastleProvider()));
  }

  private static void isOpened(Issued reader, Recipient recipient) throws Exception {
    byte[] secret = "CLIENT_RANDOM 00 11\n".repeat(10_000).getBytes(StandardCharsets.US_ASCII);
    var file = new ByteArrayOutputStream();
    try (var sealed = SealedStream.over(file, reader.certificate())) {
      sealed.write(secret);
    }
    assertThat(file.toString(StandardCharsets.ISO_8859_1)).doesNotContain("CLIENT_RANDOM");
    var sealed = new CMSEnvelopedData(file.toByteArray()).getRecipientInfos().iterator().next();
    assertThat(sealed.getContent(recipient)).isEqualTo(secret);
  }

  @Test
  void a_reader_is_a_certificate_of_an_RSA_or_an_EC_key() throws IOException {
    var authority = new Authority("test");
    var rsa = authority.issueRsa(Wanted.server("reader")).certificatePem();
    assertThat(ask("100", "5", rsa.replace("\n", ""))).isInstanceOf(Result.Done.class);
    assertThat(begun.getFirst().reader()).isPresent();
    var elliptic = authority.issue(Wanted.server("reader")).certificatePem();
    assertThat(ask("100", "5", elliptic)).isInstanceOf(Result.Done.class);
    assertThat(ask("100", "5", "nonsense")).isInstanceOf(Result.NotDone.class);
  }

  private Result ask(String subject, String minutes, Asker asker) {
    return disclosures.form().answer(Map.of("subject", subject, "minutes", minutes), asker);
  }

  private Result ask(String subject, String minutes, String reader) {
    var fields = Map.of("subject", subject, "minutes", minutes, "reader", reader);
    return disclosures.form().answer(fields, ADMIN);
  }

  private List<String> told() {
    return events.recent().stream().map(Event::sentence).toList();
  }
}
