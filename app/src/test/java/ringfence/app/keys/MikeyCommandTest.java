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
import ringfence.adapter.call.MediaSecurity;
import ringfence.app.Main;
import ringfence.app.option.ExitCode;

/// The messages are vectors P01, P02, P32, R00 and R03 of the set that the MIKEY tests of rtp read,
/// with the message that R00 and R03 answer.
class MikeyCommandTest {
  private static final String P01 =
      "a=key-mgmt:mikey "
          + "AQAFgM0u8tsBAADUTEcpAAAAAAsA7lu6AIAAAAAKEGiSVAwK4JhYYAklO3WGJH4BAAAAJw"
          + "ABAQEBEAIBAQMBFAQBDgUBAAYBAAcBAQgBAQkBAAoBAQsBCgwBAAABABS2Z/AwVsOQkCkr"
          + "i+ZSVq2CjEd6ogH0e3Ys4EeUHtQwoqE3Q9pIrtp3+g==";
  private static final String P01_KEY = "dace9768ae7451a3f00d00a2bf798f28";
  private static final String P02 =
      "AQAFgOGrxP0CAAC/AvpAAAAAAAAAAAAAAAAAAAsA7lu6AIAAAAAGEGJJywbMXIYEopziec"
          + "na1xsGAQAWc2lwOjEwMEAxOTIuMTY4LjEyMC4zMAoBABZzaXA6MTAxQDE5Mi4xNjguMTIw"
          + "LjEyFQAAACcAAQEBARACAQEDARQEAQ4FAQAGAQAHAQEIAQEJAQAKAQELAQoMAQABAQAFbW"
          + "lrZXkAAQAkYGK2zPoyNfBWUT8NQmRfmVnWQ4k52E7etGfznLWhsh0fP2YxAWP7/uuHaVSZ"
          + "gmQHERIECndfUI+a";
  private static final String P02_KEY = "5663173ebf167e53a0d4e6ef24467734";
  private static final String P32_UPDATE_OF_P02 =
      "AQAFgOGrxP0CAAC/AvpAAAAAAAAsa8hTAAAAAAYA7lu6PIAAAAAGAQAWc2lwOjEwMEAxOT"
          + "IuMTY4LjEyMC4zMAoBABZzaXA6MTAxQDE5Mi4xNjguMTIwLjEyFQAAACcAAQEBARACAQED"
          + "ARQEAQ4FAQAGAQAHAQEIAQEJAQAKAQELAQoMAQABAQAFbWlrZXkAAQAkagSksvRt8ZL0xZ"
          + "kfNx6Z0Sb0XBLP9VppbKh1pw187c8KV6jsAWCgD5N5Dle69lvcuXMtXK4JwTUV";
  private static final String ANSWERED =
      "AQAFgB6kBH4CAADVHM90AAAAAAAAAAAAAAAAAAsA7lu6AIAAAAAGEMdWsEgRW40xi+rzgy"
          + "XTxwAGAQAWc2lwOjEwMEAxOTIuMTY4LjEyMC4zMAoBABZzaXA6MTAxQDE5Mi4xNjguMTIw"
          + "LjEyFQAAACcAAQEBARACAQEDARQEAQ4FAQAGAQAHAQEIAQEJAQAKAQELAQoMAQABAQAFbW"
          + "lrZXkAAQAUazwJes8ROf7YujqMmzAKYCY8U+EBKlXZY16gvhDdd5ssDXVAt4QXgZE=";
  private static final String ANSWERED_KEY = "053cce1a4c4d3654dce32029cae71812";
  private static final String R00 =
      "AQEFAB6kBH4CAADVHM90AAAAAADMnFGCAAAAAAYA7lu6AIAAAAAJAQAWc2lwOjEwMUAxOT"
          + "IuMTY4LjEyMC4xMgABUAlKIOoKXCl2rtld14VT9XBpn/E=";
  private static final String R03 =
      "AQEFAB6kBH4CAADVHM90AAAAAADMnFGCAQAAAAYA7lu6AIAAAAAJAQAWc2lwOjEwMUAxOT"
          + "IuMTY4LjEyMC4xMgABUAlKIOoKXCl2rtld14VT9XBpn/E=";

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    List<String> command = new ArrayList<>(List.of("mikey"));
    command.addAll(List.of(arguments));
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(command.toArray(String[]::new));
  }

  @Test
  void a_message_is_decoded_to_the_json_that_was_promised() {
    assertThat(run("decode", P01, "--psk", P01_KEY, "--show-keys", "--json")).isZero();
    assertThat(out.toString())
        .startsWith(
            "{\"valid\":true,\"type\":\"PSK_INIT\",\"csbId\":\"0xcd2ef2db\","
                + "\"verificationRequested\":true,\"timestamp\":\"2026-09-21T14:13:20.500Z\","
                + "\"rand\":\"6892540c0ae098586009253b7586247e\",\"policies\":[{\"number\":0,")
        .contains(
            "\"encryption\":\"AES_CM\",\"encryptionKeyBits\":128,"
                + "\"authentication\":\"HMAC_SHA1\",\"authenticationTagBits\":80,"
                + "\"saltBits\":112",
            "\"keys\":[{\"type\":\"TGK\",\"value\":\"87d3f2921a54728feacf68e0a5e73054\"}]",
            "\"cryptoSessions\":[{\"id\":1,\"policy\":0,\"ssrc\":\"0xd44c4729\",\"roc\":0,"
                + "\"suite\":\"AES_CM_128_HMAC_SHA1_80\","
                + "\"masterKey\":\"bf86b8c93dc4a0c1340a39e7fc5610dc\","
                + "\"masterSalt\":\"6d3b587cb24d0b80aca1728bf378\"}]");
  }

  @Test
  void keys_are_shown_only_when_asked_for() {
    assertThat(run("decode", P01, "--psk", P01_KEY, "--json")).isZero();
    assertThat(run("decode", P01, "--psk", P01_KEY)).isZero();
    assertThat(out.toString())
        .contains("MAC: right", "Encryption algorithm", "not shown")
        .doesNotContain("87d3f2921a54728feacf68e0a5e73054", "bf86b8c93dc4a0c1340a39e7fc5610dc");
  }

  @Test
  void another_pre_shared_key_has_its_octet_and_its_clause() {
    assertThat(run("decode", P01, "--psk", "00", "--json")).isEqualTo(ExitCode.FAILED);
    assertThat(out.toString())
        .startsWith("{\"valid\":false,\"error\":\"AUTH_FAILURE\",\"reason\":\"the MAC is wrong")
        .contains("\"clause\":\"RFC 3830 5.3\",\"octet\":116}");
  }

  @Test
  void a_message_that_is_cut_has_its_octet_and_its_clause() {
    String cut = P01.substring(0, "a=key-mgmt:mikey ".length() + 40);
    assertThat(run("decode", cut)).isEqualTo(ExitCode.FAILED);
    assertThat(out.toString()).contains("CSB ID", "Invalid at octet ", "(RFC 3830 ");
  }

  @ParameterizedTest
  @CsvSource({"a=key-mgmt:mikey AQ=, base64", "a=key-mgmt:keyp1 AQAF, keyp1", "'!', base64"})
  void a_line_that_is_none_is_found_wrong(String line, String reason) {
    assertThat(run("decode", line, "--json")).isEqualTo(ExitCode.FAILED);
    assertThat(out.toString())
        .startsWith("{\"valid\":false,")
        .contains(reason, "\"clause\":\"RFC 4567 3.1\"");
  }

  @Test
  void an_answer_is_verified_and_names_the_responders_source() {
    String[] keys = {"--psk", ANSWERED_KEY, "--show-keys", "--json"};
    assertThat(run("decode", R00, "--answer-to", ANSWERED, keys[0], keys[1], keys[2], keys[3]))
        .isZero();
    assertThat(out.toString())
        .contains("\"type\":\"PSK_VER\"")
        .containsPattern("\"id\":2,.*\"ssrc\":\"0xcc9c5182\",.*\"masterKey\":\"[0-9a-f]{32}\"");
  }

  @Test
  void an_answer_that_was_changed_on_the_way_is_refused() {
    assertThat(run("decode", R03, "--answer-to", ANSWERED, "--psk", ANSWERED_KEY, "--json"))
        .isEqualTo(ExitCode.FAILED);
    assertThat(out.toString()).contains("\"error\":\"AUTH_FAILURE\"");
  }

  @Test
  void an_update_is_read_with_the_message_that_it_updates() {
    assertThat(run("decode", P32_UPDATE_OF_P02, "--psk", P02_KEY, "--json"))
        .isEqualTo(ExitCode.FAILED);
    assertThat(
            run(
                "decode",
                P32_UPDATE_OF_P02,
                "--answer-to",
                P02,
                "--psk",
                P02_KEY,
                "--show-keys",
                "--json"))
        .isZero();
    assertThat(out.toString()).contains("\"masterKey\":\"2e3a9fa51144e3f1f5e94981307625f3\"");
  }

  @Test
  void a_line_is_made_the_same_twice_from_what_is_given() throws Exception {
    Path psk = folder.resolve("psk.hex");
    Files.writeString(psk, "0011223344556677\n");
    String[] make = {
      "make",
      "--psk-file",
      psk.toString(),
      "--ssrc",
      "0x11223344",
      "--csb-id",
      "0x1a2b3c4d",
      "--rand",
      "000102030405060708090a0b0c0d0e0f",
      "--timestamp",
      "2026-11-25T20:00:00Z",
      "--tgk",
      "07".repeat(32)
    };
    assertThat(run(make)).isZero();
    assertThat(run(make)).isZero();
    List<String> lines = out.toString().lines().toList();
    assertThat(lines.getFirst())
        .isEqualTo(lines.getLast())
        .startsWith("a=key-mgmt:mikey AQAFgBorPE0C");
    assertThat(
            run("decode", lines.getFirst(), "--psk-file", psk.toString(), "--json", "--show-keys"))
        .isZero();
    assertThat(out.toString())
        .contains(
            "\"csbId\":\"0x1a2b3c4d\"",
            "\"timestamp\":\"2026-11-25T20:00:00Z\",\"rand\":\"000102030405060708090a0b0c0d0e0f\"",
            "\"value\":\"" + "07".repeat(32),
            "\"id\":1,\"policy\":0,\"ssrc\":\"0x11223344\"");
  }

  @ParameterizedTest
  @EnumSource(MediaSecurity.Suite.class)
  void a_line_of_every_suite_says_its_suite(MediaSecurity.Suite suite) {
    assertThat(run("make", "--psk", "0011", "--ssrc", "0x1", "--suite", suite.name(), "--json"))
        .isZero();
    assertThat(out.toString())
        .startsWith("{\"line\":\"a=key-mgmt:mikey ")
        .contains("\"suite\":\"" + suite + "\"")
        .doesNotContain("masterKey");
  }

  @ParameterizedTest
  @CsvSource({
    "make --ssrc 0x1, --psk-file",
    "make --psk 0g --ssrc 0x1, hexadecimal",
    "make --psk 00 --ssrc 17, --ssrc 17",
    "make --psk 00 --ssrc 0x1 --rand 00, --rand: not 16 octets",
    "make --psk 00 --ssrc 0x1 --timestamp today, --timestamp today",
    "make --psk 00 --psk-file none --ssrc 0x1, one of them",
    "decode AQ== --psk-file none, none: cannot be read",
    "decode AQ== --answer-to ?, --answer-to",
  })
  void wrong_usage_is_one_line_that_names_it(String command, String named) {
    assertThat(run(command.split(" "))).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains(named).hasLineCount(1);
    assertThat(out.toString()).isEmpty();
  }
}
