package ringfence.app.keys;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import ringfence.adapter.call.MediaSecurity;
import ringfence.app.option.ExitCode;
import ringfence.app.option.Options;
import ringfence.app.option.PskOptions;
import ringfence.app.option.Unusable;
import ringfence.manage.json.Json;
import ringfence.mikey.CryptoSessionKeys;
import ringfence.mikey.Dissection;
import ringfence.mikey.ErrorNumber;
import ringfence.mikey.KeyMgmtAttribute;
import ringfence.mikey.MikeyRefusal;
import ringfence.mikey.Octets;
import ringfence.mikey.PreSharedKey;
import ringfence.mikey.Proposal;
import ringfence.mikey.PskInitiator;
import ringfence.rtp.Parsed;
import ringfence.rtp.Ssrc;
import ringfence.sdes.CryptoSuite;
import ringfence.srtp.SrtpPolicy;

/// `ringfence mikey`: the MIKEY messages of RFC 3830 in `a=key-mgmt` lines, explained and made.
@Command(
    name = "mikey",
    description = "Explain an a=key-mgmt:mikey line of an SDP octet by octet, or make one.",
    footer = {"", "Example: ringfence mikey decode 'a=key-mgmt:mikey AQAF...' --psk-file psk.hex"},
    subcommands = {MikeyCommand.Decode.class, MikeyCommand.Make.class})
public final class MikeyCommand implements Callable<Integer> {
  private static final String ATTRIBUTE = "a=key-mgmt:";

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.USAGE;
  }

  /// A line, its value, or its base64 alone.
  private static Parsed<KeyMgmtAttribute> parse(String given) {
    String value = given.startsWith(ATTRIBUTE) ? given.substring(ATTRIBUTE.length()) : given;
    String named = value.contains(" ") ? value : KeyMgmtAttribute.MIKEY + " " + value;
    return switch (KeyMgmtAttribute.parse(named)) {
      case Parsed.Good<KeyMgmtAttribute>(var attribute) when !attribute.isMikey() ->
          new Parsed.Malformed<>("RFC 4567 3.1", "a line of " + attribute.protocol());
      case Parsed.Good<KeyMgmtAttribute> good -> good;
      case Parsed.Malformed<KeyMgmtAttribute> malformed -> malformed;
    };
  }

  @Command(
      name = "decode",
      description = {
        "Explain a MIKEY message octet by octet; with the pre-shared key also its encrypted part and",
        "the keys of the streams. Keys are shown only when asked for."
      },
      footer = {"", "Example: ringfence mikey decode - --psk-file psk.hex --show-keys < line.txt"})
  static final class Decode implements Callable<Integer> {
    @Parameters(
        paramLabel = "LINE|BASE64",
        description = "the line or its base64; - reads it from standard input")
    private String line;

    @Mixin private PskOptions psk;

    @Option(
        names = "--answer-to",
        description = "the Initiator's first message, of which this is the answer or an update")
    private Optional<String> answerTo;

    @Option(names = "--show-keys", description = "show key material")
    private boolean showKeys;

    @Option(names = "--json", description = "one JSON object")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
      var known = new Dissection.Knowledge(psk.key(), first(), showKeys);
      PrintWriter out = spec.commandLine().getOut();
      return switch (parse(Options.line(line))) {
        case Parsed.Good<KeyMgmtAttribute>(var attribute) -> {
          var reading = MikeyReading.of(attribute.data(), known);
          if (json) out.println(MikeyJson.of(reading, showKeys));
          else print(reading, out);
          reading.sessions().forEach(CryptoSessionKeys::close);
          yield reading.refusal().isPresent() ? ExitCode.FAILED : ExitCode.DONE;
        }
        case Parsed.Malformed<KeyMgmtAttribute>(var clause, var reason) -> {
          var why = new MikeyRefusal(ErrorNumber.UNSPECIFIED, clause, reason, 0);
          out.println(json ? MikeyJson.refused(why) : text(why));
          yield ExitCode.FAILED;
        }
      };
    }

    private Optional<Octets> first() throws Unusable {
      if (answerTo.isEmpty()) return Optional.empty();
      return switch (parse(answerTo.get())) {
        case Parsed.Good<KeyMgmtAttribute>(var attribute) -> Optional.of(attribute.data());
        case Parsed.Malformed<KeyMgmtAttribute>(_, var reason) ->
            throw new Unusable("--answer-to: " + reason);
      };
    }

    private static void print(MikeyReading reading, PrintWriter out) {
      var table = new OctetTable();
      for (Dissection.Field it : reading.dissection().fields()) {
        String name = "  ".repeat(it.depth()) + it.name();
        table.row(it.offset(), name, it.value() + " (" + it.clause() + ")");
      }
      table.print(out);
      for (Dissection.Finding it : reading.dissection().findings()) {
        out.println(it.name() + ": " + it.value() + " (" + it.clause() + ")");
      }
      reading.refusal().ifPresent(why -> out.println(text(why)));
    }

    private static String text(MikeyRefusal why) {
      return "Invalid at octet %d: %s (%s)".formatted(why.octet(), why.reason(), why.clause());
    }
  }

  @Command(
      name = "make",
      description = {
        "Make the line of an offer: one stream of ours and one whose SSRC the answerer chooses.",
        "What is not given is chosen by chance."
      },
      footer = {"", "Example: ringfence mikey make --psk-file psk.hex --ssrc 0x12345678"})
  static final class Make implements Callable<Integer> {
    private static final int RAND = 16;
    private static final int TGK = 32;

    @Mixin private PskOptions psk;

    @Option(names = "--ssrc", required = true, description = "of our stream, as 0x12345678")
    private String ssrc;

    @Option(
        names = "--suite",
        defaultValue = "AES_CM_128_HMAC_SHA1_80",
        description = "${COMPLETION-CANDIDATES}")
    private MediaSecurity.Suite suite;

    @Option(names = "--csb-id", description = "as 0x12345678")
    private Optional<String> csbId;

    @Option(names = "--rand", description = "16 octets in hexadecimal")
    private Optional<String> rand;

    @Option(names = "--timestamp", description = "as 2026-11-25T20:00:00Z (default: now)")
    private Optional<String> timestamp;

    @Option(names = "--tgk", description = "the TEK generation key in hexadecimal, for tests alone")
    private Optional<String> tgk;

    @Option(names = "--show-keys", description = "show key material")
    private boolean showKeys;

    @Option(names = "--json", description = "one JSON object")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
      try (PreSharedKey key = key();
          var initiator = PskInitiator.begin(key, proposal(), time(), chance())) {
        var message = initiator.message();
        String line = ATTRIBUTE + KeyMgmtAttribute.of(message);
        var known = new Dissection.Knowledge(Optional.of(key), Optional.empty(), showKeys);
        var reading = MikeyReading.of(Octets.of(message.write()), known);
        var map = message.header().map().cryptoSessions();
        var sessions = MikeyJson.sessions(reading.sessions(), map, showKeys);
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? Json.object().put("line", line).put("cryptoSessions", sessions) : line);
        reading.sessions().forEach(CryptoSessionKeys::close);
        return ExitCode.DONE;
      }
    }

    private PreSharedKey key() throws Unusable {
      Optional<PreSharedKey> given = psk.key();
      if (given.isPresent()) return given.get();
      throw new Unusable("--psk-file or --psk: a message is made under a pre-shared key");
    }

    private Proposal proposal() throws Unusable {
      var policy = SrtpPolicy.of(CryptoSuite.valueOf(suite.name()).profile().orElseThrow());
      return Proposal.ofLine(policy, new Ssrc(number("--ssrc", ssrc)));
    }

    private Instant time() throws Unusable {
      try {
        return timestamp.map(Instant::parse).orElseGet(Instant::now);
      } catch (DateTimeParseException _) {
        throw new Unusable("--timestamp " + timestamp.get() + ": not like 2026-11-25T20:00:00Z");
      }
    }

    private GivenChance chance() throws Unusable {
      OptionalInt id =
          csbId.isPresent() ? OptionalInt.of(number("--csb-id", csbId.get())) : OptionalInt.empty();
      CryptoSuite registered = CryptoSuite.valueOf(suite.name());
      int longest = Math.max(TGK, registered.keyLength() + registered.saltLength());
      var given = octets("--tgk", tgk, longest);
      return new GivenChance(id, octets("--rand", rand, RAND), given, timestamp.isPresent());
    }

    private static int number(String option, String text) throws Unusable {
      if (!text.matches("0x[0-9A-Fa-f]{1,8}")) {
        throw new Unusable(option + " " + text + ": not like 0x12345678");
      }
      return Integer.parseUnsignedInt(text.substring(2), 16);
    }

    private static Optional<byte[]> octets(String option, Optional<String> hex, int length)
        throws Unusable {
      if (hex.isEmpty()) return Optional.empty();
      if (!hex.get().matches("([0-9A-Fa-f]{2}){" + length + "}")) {
        throw new Unusable(option + ": not " + length + " octets in hexadecimal");
      }
      return Optional.of(HexFormat.of().parseHex(hex.get()));
    }
  }
}
