package ringfence.manage.setting;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ringfence.manage.setting.Configuration.Changed.NotStored;
import ringfence.manage.setting.Configuration.Changed.Stored;
import ringfence.manage.setting.Configuration.Opening.Opened;
import ringfence.manage.setting.Configuration.Opening.Unusable;

class ConfigurationTest {
  @TempDir Path folder;

  @Test
  void a_change_is_stored_at_once_and_in_force_when_its_service_takes_it() throws IOException {
    var configuration = opened(file("SipEp.TransportPersistentBasePort=16100\n"));

    assertThat(configuration.change("the page", it -> it.with(Sample.PORT, 17000)))
        .isInstanceOf(Stored.class);
    assertThat(Files.readString(folder.resolve("unit.conf")))
        .isEqualTo("SipEp.TransportPersistentBasePort=17000\n");
    assertThat(configuration.inForce().get(Sample.PORT)).isEqualTo(16100);
    assertThat(configuration.needRestart()).containsExactly("SipEp");

    configuration.takeIntoForce("Mipt");
    assertThat(configuration.inForce().get(Sample.PORT)).isEqualTo(16100);
    configuration.takeIntoForce("sipep");
    assertThat(configuration.inForce().get(Sample.PORT)).isEqualTo(17000);
    assertThat(configuration.needRestart()).isEmpty();
  }

  @Test
  void a_setting_that_is_put_back_needs_no_restart_nor_does_one_set_to_its_default()
      throws IOException {
    var configuration = opened(file(""));
    configuration.script("a script", List.of("SipEp.TransportPersistentBasePort=17000"));
    assertThat(configuration.needRestart()).containsExactly("SipEp");
    configuration.script("a script", List.of("SipEp.TransportPersistentBasePort=16000"));
    assertThat(configuration.needRestart()).isEmpty();
  }

  @Test
  void a_script_changes_what_it_names_and_a_replacement_everything() throws IOException {
    var configuration = opened(file("SipEp.TransportPersistentBasePort=16100\n"));
    configuration.script("a script", List.of("Mipt.DefaultSecurityRtpMode=\"Secure\""));
    assertThat(configuration.stored().get(Sample.PORT)).isEqualTo(16100);
    configuration.replace("a backup", List.of("SipEp.TransportFailbackInterval=30"));
    assertThat(configuration.stored().toText()).isEqualTo("SipEp.TransportFailbackInterval=30\n");
  }

  @Test
  void a_wrong_line_refuses_all_and_changes_nothing() throws IOException {
    Path file = file("SipEp.TransportPersistentBasePort=16100\n");
    var configuration = opened(file);
    List<String> script =
        List.of("SipEp.TransportFailbackInterval=30", "", "SipEp.TransportPersistentBasePort=80");
    assertThat(refusal(configuration.script("import.cfg", script)))
        .isEqualTo(
            "import.cfg, line 3: SipEp.TransportPersistentBasePort cannot be \"80\";"
                + " allowed: a number from 1025 to 64535");
    assertThat(configuration.stored().isSet(Sample.FAILBACK)).isFalse();
    assertThat(Files.readString(file)).isEqualTo("SipEp.TransportPersistentBasePort=16100\n");
  }

  @Test
  void settings_that_do_not_go_together_are_refused_from_wherever_they_come() throws IOException {
    Rule rule =
        settings ->
            settings.get(Sample.PORT) == 17000 && settings.get(Sample.TLS, "default")
                ? Optional.of(new Rule.Conflict("SipEp.TransportPersistentBasePort", "not both"))
                : Optional.empty();
    var configuration = opened(file("SipEp.TransportPersistentBasePort=17000\n"), rule);
    String tls = "SipEp.TransportConfig[GatewayName=default].TlsEnable=\"Enable\"";
    assertThat(refusal(configuration.script("the page", List.of(tls))))
        .isEqualTo("the page: not both");
    assertThat(refusal(configuration.change("REST", it -> it.with(Sample.TLS, "default", true))))
        .isEqualTo("REST: not both");
    Path wrong = file(tls + "\nSipEp.TransportPersistentBasePort=17000\n");
    assertThat(Configuration.open(wrong, Sample.ALL, List.of(rule)))
        .isInstanceOfSatisfying(
            Opened.class,
            it -> assertThat(it.damage().getFirst()).hasToString(wrong + ": not both"));
  }

  @Test
  void rows_are_inserted_deleted_and_moved_and_their_order_is_kept() throws IOException {
    Path file = file("");
    var configuration = opened(file);
    run(configuration, "b.Insert", "a.Insert", "c.Insert", "a.Up", "a.Up", "default.Delete");
    run(configuration, "c.Up", "b.Insert", "nobody.Insert", "nobody.Delete");
    assertThat(configuration.stored().rows(Sample.TRANSPORT)).containsExactly("a", "c", "b");
    assertThat(opened(file).stored()).isEqualTo(configuration.stored());

    run(configuration, "default.Insert", "default.Up", "c.Down");
    assertThat(configuration.stored().rows(Sample.TRANSPORT))
        .containsExactly("a", "default", "c", "b");
    assertThat(opened(file).stored().rows(Sample.TRANSPORT))
        .containsExactly("a", "default", "c", "b");
  }

  @Test
  void a_row_that_is_deleted_takes_its_values_along() throws IOException {
    var configuration = opened(file("SipEp.TransportConfig[GatewayName=x].TlsEnable=\"Enable\"\n"));
    run(configuration, "x.Delete", "x.Insert");
    assertThat(configuration.stored().get(Sample.TLS, "x")).isFalse();
  }

  @Test
  void a_row_command_that_makes_no_sense_is_refused() throws IOException {
    var configuration = opened(file(""));
    String place = "SipEp.TransportConfig[GatewayName=";
    assertThat(refusal(configuration.script("s", List.of(place + "x].Up=10"))))
        .isEqualTo("s, line 1: " + place + "x].Up names no row of its table; allowed: default");
    assertThat(refusal(configuration.script("s", List.of(place + "default].Delete=1"))))
        .isEqualTo("s, line 1: " + place + "default].Delete cannot be \"1\"; allowed: 10");
    assertThat(refusal(configuration.script("s", List.of("SipEp.UserAgent[EpId=FXS1].Delete=10"))))
        .startsWith("s, line 1: there is no variable SipEp.UserAgent[EpId=FXS1].Delete");
  }

  @Test
  void a_full_table_takes_no_more() throws IOException {
    var configuration = opened(file(""));
    List<String> lines = new ArrayList<>();
    for (int i = 1; i < Sample.TRANSPORT.most(); i++) {
      lines.add("SipEp.TransportConfig[GatewayName=g" + i + "].Insert=10");
    }
    assertThat(configuration.script("s", lines)).isInstanceOf(Stored.class);
    String more = "SipEp.TransportConfig[GatewayName=more].TlsEnable=\"Enable\"";
    assertThat(refusal(configuration.script("s", List.of(more))))
        .isEqualTo(
            "s, line 1: there is no room for SipEp.TransportConfig[GatewayName=more].TlsEnable;"
                + " allowed: at most 1000 rows");
  }

  @Test
  void a_file_torn_in_the_middle_leaves_the_last_good_settings_in_force_and_says_so()
      throws IOException {
    Path file = file("");
    var configuration = opened(file);
    configuration.change("the page", it -> SavingProgram.at(it, 100));
    String whole = Files.readString(file);
    Files.writeString(file, whole.substring(0, whole.length() / 2 + 5));

    var opening = (Opened) Configuration.open(file, Sample.ALL, List.of());
    assertThat(opening.configuration().stored()).isEqualTo(configuration.stored());
    assertThat(opening.damage().getFirst().toString()).startsWith(file + ", line ");

    opening.configuration().change("the page", it -> it.with(Sample.PORT, 18000));
    assertThat(opened(file).stored().get(Sample.PORT)).isEqualTo(18000);
  }

  @Test
  void a_wrong_file_without_a_good_one_is_unusable() throws IOException {
    Path file = file("what is this");
    assertThat(Configuration.open(file, Sample.ALL, List.of()))
        .isInstanceOfSatisfying(
            Unusable.class,
            it ->
                assertThat(it.refusals().getFirst())
                    .hasToString(file + ", line 1: a line is a name, an equals sign and a value"));
  }

  @Test
  void a_kill_at_any_moment_leaves_the_old_settings_or_the_new_ones_whole() throws Exception {
    Path file = file("");
    var chance = new Random(4);
    for (int round = 0; round < 5; round++) {
      Process program = program("exec \"$0\" \"$@\"", file);
      assertThat(firstLine(program)).isEqualTo("changing");
      boolean ended = program.waitFor(chance.nextInt(60), TimeUnit.MILLISECONDS);
      program.destroyForcibly().waitFor();
      assertThat(ended).isFalse();

      var opening = (Opened) Configuration.open(file, Sample.ALL, List.of());
      assertThat(opening.damage()).isEmpty();
      Settings stored = opening.configuration().stored();
      int step = stored.get(Sample.PORT) - 16000;
      assertThat(stored).isEqualTo(SavingProgram.at(Settings.of(Sample.ALL), step));
    }
  }

  @Test
  void a_full_disk_leaves_the_settings_as_they_were_and_says_so() throws Exception {
    Path file = file("SipEp.TransportPersistentBasePort=16100\n");
    opened(file);
    // no file may grow beyond 8 KiB, as on a disk that is full
    Process program = program("ulimit -f 16; exec \"$0\" \"$@\"", file);
    assertThat(firstLine(program))
        .startsWith(file + ": the settings cannot be saved and stay as they were: ")
        .endsWith(" | 16100");
    assertThat(program.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(Files.readString(file)).isEqualTo("SipEp.TransportPersistentBasePort=16100\n");
    try (var left = Files.list(folder)) {
      assertThat(left).hasSize(2);
    }
  }

  /// A Java of its own that changes this file, started by a shell.
  private static Process program(String shell, Path file) throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    var command =
        new ArrayList<>(List.of("/bin/sh", "-c", shell, java.toString(), "-XX:-UsePerfData"));
    command.addAll(List.of("-Xshare:auto", "-XX:TieredStopAtLevel=1", "-cp"));
    command.add("target/classes:target/test-classes");
    command.addAll(List.of(SavingProgram.class.getName(), file.toString()));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static String firstLine(Process program) throws IOException {
    BufferedReader out = program.inputReader(StandardCharsets.UTF_8);
    return String.valueOf(out.readLine());
  }

  private static void run(Configuration configuration, String... commands) {
    List<String> lines = new ArrayList<>();
    for (String command : commands) {
      int dot = command.indexOf('.');
      lines.add(Sample.TRANSPORT.place(command.substring(0, dot)) + command.substring(dot) + "=10");
    }
    assertThat(configuration.script("a script", lines)).isInstanceOf(Stored.class);
  }

  private static String refusal(Configuration.Changed changed) {
    return ((NotStored) changed).refusals().getFirst().toString();
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("unit.conf"), text);
  }

  private static Configuration opened(Path file, Rule... rules) {
    var opening = (Opened) Configuration.open(file, Sample.ALL, List.of(rules));
    assertThat(opening.damage()).isEmpty();
    return opening.configuration();
  }
}
