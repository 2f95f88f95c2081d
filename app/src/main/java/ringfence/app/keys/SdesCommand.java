package ringfence.app.keys;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import ringfence.app.option.ExitCode;
import ringfence.app.option.Options;
import ringfence.app.option.Unusable;
import ringfence.sdes.CryptoAttribute;
import ringfence.sdes.CryptoDissection;
import ringfence.sdes.CryptoLine;
import ringfence.sdes.CryptoSuite;
import ringfence.srtp.MasterKey;

/// `ringfence sdes`: the `a=crypto` lines of RFC 4568, explained and made.
@Command(
    name = "sdes",
    description = "Explain an a=crypto line of an SDP octet by octet, or make one (RFC 4568).",
    footer = {"", "Example: ringfence sdes decode 'a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:...'"},
    subcommands = {SdesCommand.Decode.class, SdesCommand.Make.class})
public final class SdesCommand implements Callable<Integer> {
  private static final String ATTRIBUTE = "a=crypto:";

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.USAGE;
  }

  @Command(
      name = "decode",
      description = "Explain an a=crypto line octet by octet; keys are shown only when asked for.",
      footer = {"", "Example: ringfence sdes decode - < line.txt"})
  static final class Decode implements Callable<Integer> {
    @Parameters(paramLabel = "LINE", description = "the line; - reads it from standard input")
    private String line;

    @Option(names = "--show-keys", description = "show key material")
    private boolean showKeys;

    @Option(names = "--json", description = "one JSON object")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
      String text = Options.line(line);
      int before = text.startsWith(ATTRIBUTE) ? ATTRIBUTE.length() : 0;
      CryptoLine read = CryptoAttribute.parse(text.substring(before));
      PrintWriter out = spec.commandLine().getOut();
      if (json) out.println(SdesJson.of(read, before, showKeys));
      else print(read, text, before, out);
      return read instanceof CryptoLine.Malformed ? ExitCode.FAILED : ExitCode.DONE;
    }

    private void print(CryptoLine read, String text, int before, PrintWriter out) {
      switch (read) {
        case CryptoLine.Malformed(var clause, var reason, int octet) ->
            out.println(
                "Invalid at octet " + (before + octet) + ": " + reason + " (" + clause + ")");
        case CryptoLine.UnknownSuite(int tag, var suite) ->
            out.println(
                "A line with tag "
                    + tag
                    + " whose suite "
                    + suite
                    + " is not registered: a peer takes the next line (RFC 4568 5.1.2)");
        case CryptoLine.Known(var attribute) -> explain(attribute, text, before, out);
      }
    }

    private void explain(CryptoAttribute attribute, String text, int before, PrintWriter out) {
      var table = new OctetTable();
      if (before > 0) table.row(0, ATTRIBUTE, "the attribute, of a media section (RFC 4568 4)");
      for (var it : CryptoDissection.of(text.substring(before), attribute)) {
        boolean hidden = it.secret() && !showKeys;
        String shown = hidden ? "(" + it.text().length() + " characters)" : it.text();
        table.row(before + it.octet(), shown, it.meaning());
      }
      table.print(out);
      if (attribute.policy().isEmpty()) {
        out.println("This line cannot be used here: its suite or a parameter is not supported.");
      }
    }
  }

  @Command(
      name = "make",
      description = "Make an a=crypto line with a fresh key.",
      footer = {"", "Example: ringfence sdes make --suite AEAD_AES_256_GCM --lifetime 2^20"})
  static final class Make implements Callable<Integer> {
    @Option(names = "--tag", defaultValue = "1", description = "0 to 999999999 (default: 1)")
    private String tag;

    @Option(
        names = "--suite",
        defaultValue = "AES_CM_128_HMAC_SHA1_80",
        description = "${COMPLETION-CANDIDATES}")
    private CryptoSuite suite;

    @Option(names = "--key-file", description = "a file with key and salt in hex, not a fresh key")
    private Optional<Path> keyFile;

    @Option(names = "--lifetime", description = "packets, as 2^20 or 1048576")
    private Optional<String> lifetime;

    @Option(names = "--mki", description = "VALUE:LENGTH, the key's name in packets")
    private Optional<String> mki;

    @Option(names = "--parameter", description = "such as KDR=4; may be repeated")
    private List<String> parameters = new ArrayList<>();

    @Option(names = "--show-keys", description = "also show the key apart, in hex")
    private boolean showKeys;

    @Option(names = "--json", description = "one JSON object")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
      var value = new StringBuilder(tag).append(' ').append(suite).append(' ').append(inlineKey());
      lifetime.ifPresent(it -> value.append('|').append(it));
      mki.ifPresent(it -> value.append('|').append(it));
      for (String parameter : parameters) value.append(' ').append(parameter);
      CryptoLine made = CryptoAttribute.parse(value.toString());
      if (made instanceof CryptoLine.Malformed(var clause, var reason, _)) {
        throw new Unusable("that makes an invalid line: " + reason + " (" + clause + ")");
      }
      String line = ATTRIBUTE + value;
      PrintWriter out = spec.commandLine().getOut();
      out.println(json ? SdesJson.of(made, 0, showKeys).put("line", line) : line);
      return ExitCode.DONE;
    }

    private String inlineKey() throws Unusable {
      try (MasterKey key = key()) {
        String whole = new CryptoAttribute(0, suite, key).wireFormWithKeys();
        return whole.substring(whole.indexOf("inline:"));
      }
    }

    private MasterKey key() throws Unusable {
      byte[] both = new byte[suite.keyLength() + suite.saltLength()];
      if (keyFile.isPresent()) both = fromFile(keyFile.get(), both.length);
      else new SecureRandom().nextBytes(both);
      try {
        return new MasterKey(
            Arrays.copyOf(both, suite.keyLength()),
            Arrays.copyOfRange(both, suite.keyLength(), both.length));
      } finally {
        Arrays.fill(both, (byte) 0);
      }
    }

    private static byte[] fromFile(Path file, int length) throws Unusable {
      try {
        byte[] octets = HexFormat.of().parseHex(Files.readString(file).strip());
        if (octets.length == length) return octets;
        throw new Unusable(file + ": " + octets.length + " octets where the suite has " + length);
      } catch (IOException | IllegalArgumentException _) {
        throw new Unusable(file + ": not a file of hex digits");
      }
    }
  }
}
