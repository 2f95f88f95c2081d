package ringfence.app.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import ringfence.app.Main;
import ringfence.app.option.ExitCode;
import ringfence.sdes.CryptoSuite;

class SdesCommandTest {
  private static final String BASE64 = "REYrdhjkZCAhSqaj6l1Mo+xNnGGEV+CWmk4GxhEv";
  private static final String LINE = "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:" + BASE64;
  private static final String KEY = "44462b7618e46420214aa6a3ea5d4ca3";
  private static final String SALT = "ec4d9c618457e0969a4e06c6112f";

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    List<String> command = new ArrayList<>(List.of("sdes"));
    command.addAll(List.of(arguments));
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(command.toArray(String[]::new));
  }

  @Test
  void a_line_is_decoded_to_the_json_that_was_promised() {
    String line = LINE + "|2^20|1:4 KDR=4 -NEW";
    assertThat(run("decode", line, "--show-keys", "--json")).isZero();
    assertThat(out.toString().strip())
        .isEqualTo(
            "{\"valid\":true,\"supported\":true,\"tag\":1,\"suite\":\"AES_CM_128_HMAC_SHA1_80\","
                + "\"keys\":[{\"key\":\"%s\",\"salt\":\"%s\",".formatted(KEY, SALT)
                + "\"lifetime\":1048576,\"mki\":{\"value\":1,\"length\":4}}],"
                + "\"parameters\":[\"KDR=4\",\"-NEW\"]}");
  }

  @Test
  void keys_are_shown_only_when_asked_for() {
    String line = LINE + " FEC_KEY=inline:h0RxgsaQYP+VxZipT++F2XbjIl1QsWeN7AFKrG0q";
    assertThat(run("decode", line)).isZero();
    assertThat(run("decode", line, "--json")).isZero();
    assertThat(out.toString())
        .contains("(40 characters)")
        .doesNotContain(BASE64, KEY, SALT, "h0Rx");
    assertThat(run("decode", line, "--show-keys")).isZero();
    assertThat(out.toString()).contains(BASE64, "h0Rx");
  }

  @Test
  void an_invalid_line_has_its_octet_and_its_clause() {
    assertThat(run("decode", LINE + " KDR=25", "--json")).isEqualTo(ExitCode.FAILED);
    assertThat(out.toString().strip())
        .isEqualTo(
            "{\"valid\":false,\"reason\":\"KDR is not 1 to 24\",\"clause\":\"RFC 4568 6.3.1\","
                + "\"octet\":87}");
    assertThat(run("decode", LINE + " KDR=25")).isEqualTo(ExitCode.FAILED);
    assertThat(out.toString()).contains("Invalid at octet 87: KDR is not 1 to 24 (RFC 4568 6.3.1)");
  }

  @Test
  void a_suite_that_is_not_registered_is_a_line_to_skip() {
    assertThat(run("decode", "a=crypto:7 AES_CM_512 inline:" + BASE64, "--json")).isZero();
    assertThat(out.toString())
        .isEqualTo("{\"valid\":true,\"supported\":false,\"tag\":7,\"suite\":\"AES_CM_512\"}\n");
  }

  @ParameterizedTest
  @EnumSource(
      value = CryptoSuite.class,
      names = "F8_128_HMAC_SHA1_80",
      mode = EnumSource.Mode.EXCLUDE)
  void a_line_that_is_made_can_be_decoded(CryptoSuite suite) {
    assertThat(run("make", "--suite", suite.name(), "--lifetime", "2^20", "--mki", "1:4")).isZero();
    String line = out.toString().strip();
    assertThat(line).startsWith("a=crypto:1 " + suite + " inline:").endsWith("|2^20|1:4");
    assertThat(run("decode", line, "--json")).isZero();
    assertThat(out.toString()).contains("{\"valid\":true,", "\"suite\":\"" + suite + "\"");
  }

  @Test
  void a_line_is_made_from_a_key_in_a_file() throws Exception {
    Path file = folder.resolve("key.hex");
    Files.writeString(file, KEY + SALT + "\n");
    assertThat(run("make", "--key-file", file.toString())).isZero();
    assertThat(out.toString().strip()).isEqualTo(LINE);
    assertThat(run("make", "--key-file", file.toString(), "--suite", "AEAD_AES_128_GCM"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("30 octets where the suite has 28");
  }

  @ParameterizedTest
  @CsvSource({
    "--lifetime, 2^49, RFC 4568 6.1",
    "--mki, 0:4, RFC 4568 6.1",
    "--tag, 01, RFC 4568 4.1",
    "--parameter, NEW, RFC 4568 6.3.7",
  })
  void what_makes_no_valid_line_is_wrong_usage(String option, String value, String clause) {
    assertThat(run("make", option, value)).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains(clause).hasLineCount(1);
    assertThat(out.toString()).isEmpty();
  }
}
