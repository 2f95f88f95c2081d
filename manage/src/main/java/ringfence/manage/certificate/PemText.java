package ringfence.manage.certificate;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// The textual encoding of RFC 7468: Base64 between a BEGIN and an END line.
final class PemText {
  private static final String BEGIN = "-----BEGIN ";
  private static final String DASHES = "-----";

  private PemText() {}

  /// One block: its label, such as `CERTIFICATE`, and its bytes, or nothing where its Base64 or its
  /// END line is broken.
  record Block(String label, Optional<byte[]> bytes) {}

  static String of(String label, byte[] bytes) {
    var base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    return BEGIN + label + DASHES + "\n" + base64 + "\n-----END " + label + DASHES + "\n";
  }

  /// Every block; text between blocks is commentary (RFC 7468 section 2).
  static List<Block> blocks(String text) {
    List<Block> blocks = new ArrayList<>();
    int at = text.indexOf(BEGIN);
    while (at >= 0) {
      int labelEnd = text.indexOf(DASHES, at + BEGIN.length());
      if (labelEnd < 0) break;
      String label = text.substring(at + BEGIN.length(), labelEnd);
      int bodyStart = labelEnd + DASHES.length();
      int end = text.indexOf("-----END " + label + DASHES, bodyStart);
      int next = text.indexOf(BEGIN, bodyStart);
      boolean ended = end >= 0 && (next < 0 || end < next);
      blocks.add(
          new Block(label, ended ? decoded(text.substring(bodyStart, end)) : Optional.empty()));
      at = next;
    }
    return blocks;
  }

  private static Optional<byte[]> decoded(String body) {
    try {
      return Optional.of(Base64.getDecoder().decode(body.replaceAll("\\s", "")));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
