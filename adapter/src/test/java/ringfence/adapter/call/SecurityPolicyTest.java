package ringfence.adapter.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import ringfence.media.session.SecurityStatement;
import ringfence.media.session.SessionStatistics;

/// Makes a call for each cell of the table in `docs/security-policy.md`, writes what came of it,
/// and compares.
class SecurityPolicyTest {
  private static final Path PUBLISHED = Path.of("../docs/security-policy.md");
  private static final Path WRITTEN = Path.of("target/security-policy.md");

  /// One cell.
  private record Cell(String caller, String callee, String outcome) {
    String row() {
      return "| " + caller + " | " + callee + " | " + outcome + " |\n";
    }
  }

  @Test
  void the_published_table_is_what_comes_of_its_calls() throws IOException {
    String text =
        HEAD
            + table("A unit calls a unit", units())
            + table("Another phone calls a unit", otherCallers())
            + table("A unit calls another phone", otherCallees());
    Files.createDirectories(WRITTEN.getParent());
    Files.writeString(WRITTEN, text);
    assertThat(PUBLISHED)
        .as("copy adapter/target/security-policy.md to docs/security-policy.md")
        .hasSameTextualContentAs(WRITTEN);
  }

  @Test
  void no_cell_of_a_Secure_unit_is_plain_and_every_refusal_says_who_objects_to_what() {
    List<Cell> all =
        Stream.of(units(), otherCallers(), otherCallees()).flatMap(List::stream).toList();
    assertThat(all).hasSize(25 + 20 + 15);
    for (Cell cell : all) {
      boolean secure = (cell.caller() + "|" + cell.callee()).matches("(.*\\|)?Secure, .*");
      if (secure) assertThat(cell.outcome()).as(cell.row()).isNotEqualTo("RTP");
      if (cell.outcome().startsWith("SRTP") || cell.outcome().equals("RTP")) continue;
      assertThat(cell.outcome())
          .as(cell.row())
          .matches("(415|ended): the (answerer|offerer) requires .+, the (offer|answer) has .+");
    }
  }

  private static List<Cell> units() {
    List<Cell> cells = new ArrayList<>();
    Parties.units()
        .forEach(
            (caller, policy) ->
                Parties.units()
                    .forEach(
                        (callee, other) -> {
                          var outcome = call(Line.unit(policy, true), Line.unit(other, false));
                          cells.add(new Cell(caller, callee, outcome));
                        }));
    return cells;
  }

  private static List<Cell> otherCallers() {
    List<Cell> cells = new ArrayList<>();
    for (String caller : Parties.callers().keySet()) {
      Parties.units()
          .forEach(
              (callee, policy) -> {
                var outcome = call(Parties.callers().get(caller), Line.unit(policy, false));
                cells.add(new Cell(caller, callee, outcome));
              });
    }
    return cells;
  }

  private static List<Cell> otherCallees() {
    List<Cell> cells = new ArrayList<>();
    Parties.units()
        .forEach(
            (caller, policy) ->
                Parties.callees()
                    .forEach(
                        (callee, speaker) ->
                            cells.add(
                                new Cell(caller, callee, call(Line.unit(policy, true), speaker)))));
    return cells;
  }

  /// Makes the call, listens, and looks at what went over the wire.
  private static String call(Speaker caller, Speaker callee) {
    var line = new Line(caller, callee);
    line.caller.call(true);
    line.after(Duration.ofSeconds(3));
    List<SecurityStatement> statements =
        line.statistics().stream().map(SessionStatistics::security).toList();
    List<String> remarks = line.caller.remarks;
    if (!remarks.isEmpty()) {
      assertThat(statements).isEmpty();
      return remarks.getFirst();
    }
    assertThat(statements).hasSize(2);
    assertThat(line.isHeardBothWays()).isTrue();
    SecurityStatement one = statements.getFirst();
    SecurityStatement other = statements.getLast();
    assertThat(one.keyManagement()).isEqualTo(other.keyManagement());
    if (one.transport().equals("RTP/AVP")) {
      assertThat(line.clearPackets()).isPositive();
      return "RTP";
    }
    assertThat(one.sent() && one.received() && other.sent() && other.received()).isTrue();
    assertThat(one.forged() + one.replayed() + other.forged() + other.replayed()).isZero();
    assertThat(line.clearPackets()).isZero();
    return "SRTP, keys by " + one.keyManagement();
  }

  private static String table(String title, List<Cell> cells) {
    var text =
        new StringBuilder("## " + title + "\n\n| caller | callee | media |\n|---|---|---|\n");
    cells.forEach(cell -> text.append(cell.row()));
    return text.append("\n").toString();
  }

  private static final String HEAD =
      """
      # What comes of two security policies

      Written by the calls of `SecurityPolicyTest`; do not edit. The test compares the two and leaves
      the new text in `adapter/target/security-policy.md`.

      Each row is a call that a test makes, listens to and looks at on the wire; the test writes this
      page. `SRTP` means that audio was heard both ways and no packet was clear, RTCP included;
      `RTP` that it was plain. A number is the response with its Warning; `ended` is a call that the
      caller gave up because of the answer.

      The rules behind it:

      - A unit offers one key management protocol, never both. Of an offer with both it takes its own,
        and answers with that alone (RFC 4568 7.5).
      - `Secure` is SRTP both ways or no call. `Secure with fallback` offers RTP/SAVP, and RTP/AVP
        below it; of an offer it takes the secure stream where it can, in whichever order they stand.
      - RTP/AVP with `a=crypto` (RFC 8643) is answered securely by a unit with SDES: under `Secure` it
        is SRTP both ways or refused, with fallback it is plain only where no key can be used. Under
        `Unsecure` the keys do nothing. For RTP/AVP a session's `a=key-mgmt` does nothing (RFC 4567
        5.2).
      - A MIKEY message that does not convince (another pre-shared key, a replay, a clock that is off)
        ends the whole set-up, plain stream or not (RFC 4567 4.1.2). The other protocol's keys alone
        only take the secure stream away.
      - A call that is secure stays secure: an update to RTP/AVP is refused under every policy.

      """;
}
