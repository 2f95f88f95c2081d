package ringfence.sdes;

import java.util.ArrayList;
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
      return fault.line();
    }
  }

  private CryptoLine read() {
    Matcher line = LINE.matcher(value);
    if (!line.matches()) throw new InvalidLine("9.1", "not a tag, a suite and keys", 0);
    Piece tag = piece(line, 1);
    if (!TAG.matcher(tag.text()).matches()) {
      throw tag.invalid("4.1", "the tag is not a number of 1 to 9 digits without leading zero");
    }
    Piece name = piece(line, 2);
    if (!SUITE.matcher(name.text()).matches()) {
      throw name.invalid("9.1", "the crypto-suite has other than letters, digits and _");
    }
    Piece keys = piece(line, 3);
    if (!VISIBLE.matcher(keys.text()).matches())
      throw keys.invalid("9.1", "a key is not printable");
    int number = Integer.parseInt(tag.text());
    Optional<CryptoSuite> suite = CryptoSuite.named(name.text());
    if (suite.isEmpty()) return new CryptoLine.UnknownSuite(number, name.text());
    List<KeyParameter> main = new KeyParser(suite.get()).keys(keys);
    List<SessionParameter> parameters = parameters(suite.get(), main, piece(line, 4));
    return new CryptoLine.Known(
        new CryptoAttribute(number, name.text(), suite.get(), main, parameters));
  }

  private static Piece piece(Matcher line, int group) {
    return new Piece(line.group(group), line.start(group));
  }

  private static List<SessionParameter> parameters(
      CryptoSuite suite, List<KeyParameter> main, Piece texts) {
    List<SessionParameter> read = new ArrayList<>();
    var reader = new ParameterParser(suite, main);
    for (Piece text : texts.words()) read.add(reader.parameter(text, read));
    return read;
  }
}
