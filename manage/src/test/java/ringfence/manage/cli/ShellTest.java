package ringfence.manage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ringfence.manage.access.Role;

class ShellTest {
  private final Product product = new Product();
  private final Shell shell = new Shell(() -> product.administration, () -> List.of("a unit"));

  @Test
  void a_name_shows_a_setting_whatever_its_letters_and_an_assignment_changes_it() {
    assertThat(said("sipep.baseport")).containsExactly("16000");
    assertThat(said("SipEp.BasePort=17000"))
        .containsExactly(
            "Stored. Restart the services that wait for it by Scm.RestartRequiredServices.");
    assertThat(said("SipEp.BasePort")).containsExactly("17000");
    assertThat(said("SipEp.Gateway[Name=default].Tls")).containsExactly("Enable");
  }

  @Test
  void rows_come_and_go_by_row_commands() {
    said("SipEp.Gateway[Name=b].Insert=10");
    said("SipEp.Gateway[Name=b].Tls=Disable");
    assertThat(said("SipEp.Gateway"))
        .containsExactly(
            "SipEp.Gateway[Name=default].Tls=\"Enable\"", "SipEp.Gateway[Name=b].Tls=\"Disable\"");
    assertThat(said("SipEp.Gateway[Name=b]"))
        .containsExactly("SipEp.Gateway[Name=b].Tls=\"Disable\"");
    said("SipEp.Gateway[Name=b].Delete=10");
    assertThat(failed("SipEp.Gateway[Name=b].Tls")).isNotEmpty();
  }

  @Test
  void a_status_is_shown_in_columns() {
    assertThat(said("SipEp.RegistrationStatus"))
        .containsExactly("Endpoint  State", "FXS1      Registered");
    assertThat(said("show sipep.registrationstatus")).hasSize(2);
    assertThat(said("show")).containsExactly("SipEp.RegistrationStatus  Registration Status");
  }

  @Test
  void a_command_is_done_and_says_so_or_why_not() {
    assertThat(said("pots.ring")).containsExactly("It rings.");
    assertThat(failed("Pots.Fail")).containsExactly("Nobody is there.");
  }

  @Test
  void a_command_takes_a_row_by_any_name() {
    for (String callId : List.of("1@h", "a]b", "a\"b;c", "a\\\";", "x".repeat(512))) {
      assertThat(said(Product.CALL.place(callId) + "=10"))
          .containsExactly("Looked at " + callId + ".");
    }
    assertThat(said("Proxy.Call[CallId=\"a;\\\"b\"].Diagnose=10; Pots.Ring"))
        .containsExactly("Looked at a;\"b.", "It rings.");
    assertThat(failed("Proxy.Call[CallId=\"a].Diagnose=10"))
        .containsExactly("In the name of the row, the quoted text does not end.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SipEp.BasePort=80 | SipEp.BasePort cannot be \"80\"; allowed: a number from 1025 to"
            + " 64535.",
        "SipEp.Basport=1   | There is no variable SipEp.Basport; did you mean SipEp.BasePort?.",
        "Nonsense          | There is no Nonsense; help lists what there is.",
        "show Nothing      | There is no Nothing; help lists what there is.",
        "what is this      | A line is a name, an equals sign and a value.",
      })
  void what_cannot_be_is_refused_with_the_reason(String line, String reason) {
    assertThat(failed(line)).containsExactly(reason);
  }

  @Test
  void secrets_are_an_admins_and_never_shown() {
    said("SipEp.Password=\"open sesame\"");
    assertThat(said("SipEp.Password")).containsExactly("(hidden)");
    for (String line : List.of("export", "export all", "SipEp", "help SipEp.Password")) {
      assertThat(said(line)).noneMatch(text -> text.contains("sesame"));
    }
    assertThat(shell.answer("SipEp.Password=\"x\"", Role.USER))
        .isEqualTo(new Shell.Answer.Failed(List.of("SipEp.Password takes the role Admin.")));
  }

  @Test
  void each_role_has_the_rights_it_has_on_the_pages() {
    assertThat(shell.answer("SipEp.BasePort=17000", Role.OBSERVER))
        .isInstanceOf(Shell.Answer.Failed.class);
    assertThat(shell.answer("Pots.Ring", Role.OBSERVER)).isInstanceOf(Shell.Answer.Failed.class);
    assertThat(shell.answer("Pots.Fail", Role.USER))
        .isEqualTo(new Shell.Answer.Failed(List.of("Pots.Fail takes the role Admin.")));
    assertThat(shell.answer("SipEp.BasePort", Role.OBSERVER))
        .isEqualTo(new Shell.Answer.Said(List.of("16000")));
    said("Aaa.User[Name=root].Password=\"correct; horse\"; Aaa.User[Name=root].AccessRights=Admin");
    assertThat(said("Aaa.User")).isNotEmpty();
    assertThat(shell.answer("Aaa.User", Role.USER)).isInstanceOf(Shell.Answer.Failed.class);
    assertThat(shell.answer("Aaa.User[Name=root].AccessRights", Role.USER))
        .isInstanceOf(Shell.Answer.Failed.class);
  }

  @Test
  void help_names_the_commands_and_explains_a_setting() {
    assertThat(said("help")).contains("  Pots.Ring");
    assertThat(said("help SipEp.Gateway[Name=x].Tls"))
        .containsExactly("TLS. Allowed: Enable, Disable.");
    assertThat(said("help Pots.Ring")).containsExactly("Rings the phone.");
    assertThat(said("sysinfo")).containsExactly("a unit");
    assertThat(shell.answer("exit", Role.OBSERVER)).isEqualTo(new Shell.Answer.Bye());
    assertThat(said("  ")).isEmpty();
  }

  @Test
  void a_begun_name_is_completed_and_a_choice_offers_its_values() {
    assertThat(shell.completions("sipep.b")).containsExactly("SipEp.BasePort");
    assertThat(shell.completions("SipEp.G")).containsExactly("SipEp.Gateway[Name=default].Tls");
    assertThat(shell.completions("Pots.")).containsExactly("Pots.Ring", "Pots.Fail");
    assertThat(shell.options("SipEp.Gateway[Name=default].Tls"))
        .containsExactly("Enable", "Disable");
    assertThat(shell.options("SipEp.BasePort")).isEmpty();
  }

  @Test
  void any_line_has_an_answer() {
    var chance = new Random(4);
    var parts =
        List.of(
            "SipEp.",
            "Gateway",
            "[Name=",
            "a]",
            "BasePort",
            "=",
            "\"",
            "10",
            " ",
            "show ",
            "help ",
            "\\",
            "#",
            "\u0000",
            "\ud800",
            "Pots.Ring",
            ".Insert");
    for (int i = 0; i < 20_000; i++) {
      var line = new StringBuilder();
      for (int n = chance.nextInt(7); n > 0; n--)
        line.append(parts.get(chance.nextInt(parts.size())));
      assertThat(shell.answer(line.toString(), Role.ADMIN)).isNotNull();
    }
  }

  private List<String> said(String line) {
    var answer = shell.answer(line, Role.ADMIN);
    assertThat(answer).as(line).isInstanceOf(Shell.Answer.Said.class);
    return ((Shell.Answer.Said) answer).lines();
  }

  private List<String> failed(String line) {
    var answer = shell.answer(line, Role.ADMIN);
    assertThat(answer).as(line).isInstanceOf(Shell.Answer.Failed.class);
    return ((Shell.Answer.Failed) answer).lines();
  }
}
