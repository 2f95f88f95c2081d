package ringfence.sdes;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// A piece of an attribute's value, and the octet at which it begins there.
record Piece(String text, int octet) {
  private static final Pattern WORD = Pattern.compile("[^ \\t]+");

  /// The first `count` characters.
  Piece first(int count) {
    return new Piece(text.substring(0, count), octet);
  }

  /// The rest behind the first `count` characters.
  Piece after(int count) {
    return new Piece(text.substring(count), octet + count);
  }

  /// What stands between the separators, empty pieces too.
  List<Piece> split(char separator) {
    List<Piece> pieces = new ArrayList<>();
    int from = 0;
    for (int to = text.indexOf(separator); to >= 0; to = text.indexOf(separator, from)) {
      pieces.add(new Piece(text.substring(from, to), octet + from));
      from = to + 1;
    }
    pieces.add(after(from));
    return pieces;
  }

  /// What stands between spaces and tabs.
  List<Piece> words() {
    return WORD.matcher(text)
        .results()
        .map(word -> new Piece(word.group(), octet + word.start()))
        .toList();
  }

  /// A fault that lies here: `section` is one of RFC 4568, the reason quotes no key.
  InvalidLine invalid(String section, String reason) {
    return new InvalidLine(section, reason, octet);
  }
}
