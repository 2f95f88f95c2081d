package ringfence.sdes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the value of one `a=crypto` line by the grammar of RFC 4568 section 9.
final class CryptoParser {
  private static final Pattern LINE =
      Pattern.compile("([^ \\t]*)[ \\t]+([^ \\t]+)[ \\t]+([^ \\t]+)((?:[ \\t]+[^ \\t]+)*)");
  private static final Pattern TAG = Pattern.compile("0|[1-9][0-9]{0,8}");
  private static final Pattern SUITE = Pattern.compile("[A-Za-z0-9_]+");
  private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7E]*");

  private final String value;

  CryptoParser(String value) {
    this.value = value;
  }

  CryptoLine parse() {
    try {
      return read();
    } catch (InvalidLine fault) {
      return new CryptoLine.Malformed(fault.clause(), fault.reason());
    }
  }

  private CryptoLine read() {
    Matcher line = LINE.matcher(value);
    if (!line.matches()) throw new InvalidLine("9.1", "not a tag, a suite and keys");
    if (!TAG.matcher(line.group(1)).matches()) {
      throw new InvalidLine("4.1", "the tag is not a number of 1 to 9 digits without leading zero");
    }
    int tag = Integer.parseInt(line.group(1));
    String name = line.group(2);
    if (!SUITE.matcher(name).matches()) {
      throw new InvalidLine("9.1", "the crypto-suite has other than letters, digits and _");
    }
    String keys = line.group(3);
    String parameters = line.group(4);
    if (!VISIBLE.matcher(keys).matches()) throw new InvalidLine("9.1", "a key is not printable");
    Optional<CryptoSuite> suite = CryptoSuite.named(name);
    if (suite.isEmpty()) return new CryptoLine.UnknownSuite(tag, name);
    return new CryptoLine.Known(attribute(tag, name, keys, parameters));
  }

  private static CryptoAttribute attribute(int tag, String name, String keys, String parameters) {
    CryptoSuite suite = CryptoSuite.named(name).orElseThrow();
    var reader = new KeyParser(suite);
    List<KeyParameter> main = reader.keys(keys);
    List<SessionParameter> read = new ArrayList<>();
    String[] texts = parameters.strip().split("[ \\t]+");
    Arrays.stream(texts)
        .filter(text -> !text.isEmpty())
        .forEach(text -> read.add(new ParameterParser(suite, main).parameter(text, read)));
    return new CryptoAttribute(tag, name, suite, main, read);
  }
}
