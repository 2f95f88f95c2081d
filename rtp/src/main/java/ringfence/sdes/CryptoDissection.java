package ringfence.sdes;

import java.util.ArrayList;
import java.util.List;
import ringfence.srtp.MasterKey;

/// The value of an `a=crypto` line, RFC 4568 section 9, taken apart: what each octet of it says, in
/// words.
public final class CryptoDissection {
  /// A stretch of the value.
  ///
  /// @param octet where it begins, counted from 0
  /// @param secret whether it is key material, which is not to be shown unasked
  /// @param meaning a phrase for a person
  public record Stretch(int octet, String text, boolean secret, String meaning) {}

  private static final String INLINE = "inline:";

  private final CryptoAttribute attribute;
  private final List<Stretch> stretches = new ArrayList<>();
  private int reached;

  private CryptoDissection(CryptoAttribute attribute) {
    this.attribute = attribute;
  }

  /// Takes the value apart; `attribute` is what it was read as. The stretches are in order and
  /// leave nothing out.
  public static List<Stretch> of(String value, CryptoAttribute attribute) {
    return new CryptoDissection(attribute).take(new Piece(value, 0));
  }

  private List<Stretch> take(Piece value) {
    List<Piece> words = value.words();
    add(words.get(0), "the tag, which the answer repeats (RFC 4568 4.1)");
    blank(value, words.get(1));
    add(words.get(1), attribute.suite().inWords());
    blank(value, words.get(2));
    keys(words.get(2), attribute.keys());
    for (int i = 0; i < attribute.parameters().size(); i++) {
      Piece word = words.get(3 + i);
      blank(value, word);
      parameter(word, attribute.parameters().get(i));
    }
    return stretches;
  }

  private void add(Piece piece, String meaning) {
    add(piece, false, meaning);
  }

  private void add(Piece piece, boolean secret, String meaning) {
    stretches.add(new Stretch(piece.octet(), piece.text(), secret, meaning));
    reached = piece.octet() + piece.text().length();
  }

  private void blank(Piece value, Piece next) {
    add(new Piece(value.text().substring(reached, next.octet()), reached), "a separator");
  }

  private void keys(Piece text, List<KeyParameter> keys) {
    List<Piece> pieces = text.split(';');
    for (int i = 0; i < pieces.size(); i++) {
      if (i > 0) add(new Piece(";", reached), "one more key follows");
      key(pieces.get(i), keys.get(i));
    }
  }

  private void key(Piece text, KeyParameter key) {
    add(text.first(INLINE.length()), "the key method: the key stands in the line itself");
    List<Piece> parts = text.after(INLINE.length()).split('|');
    add(parts.getFirst(), true, lengths(key.key()));
    for (Piece part : parts.subList(1, parts.size())) {
      add(new Piece("|", reached), "the next field of the key");
      add(part, part.text().contains(":") ? identifier(key) : lifetime(key));
    }
  }

  private static String lengths(MasterKey key) {
    return "%d octets of master key, then %d of master salt, in base64 (RFC 4568 6.1)"
        .formatted(key.keyLength(), key.saltLength());
  }

  private static String lifetime(KeyParameter key) {
    return "the key protects at most " + key.lifetime().orElseThrow().packets() + " packets";
  }

  private static String identifier(KeyParameter key) {
    MasterKeyIdentifier mki = key.identifier().orElseThrow();
    return "packets name the key by the MKI " + mki.value() + ", in " + octets(mki.length());
  }

  private static String octets(int count) {
    return count == 1 ? "1 octet" : count + " octets";
  }

  private void parameter(Piece text, SessionParameter parameter) {
    switch (parameter) {
      case SessionParameter.FecKey(var keys) -> {
        int name = "FEC_KEY=".length();
        add(text.first(name), "a separate stream of error correction has keys of its own (6.3.5)");
        keys(text.after(name), keys);
      }
      case SessionParameter.KeyDerivationRate _,
          SessionParameter.UnencryptedSrtp _,
          SessionParameter.UnencryptedSrtcp _,
          SessionParameter.UnauthenticatedSrtp _,
          SessionParameter.FecOrder _,
          SessionParameter.WindowSizeHint _,
          SessionParameter.Unknown _ ->
          add(text, meaning(parameter));
    }
  }

  private static String meaning(SessionParameter parameter) {
    return switch (parameter) {
      case SessionParameter.KeyDerivationRate rate ->
          "session keys are derived anew every " + rate.packets() + " packets (6.3.1)";
      case SessionParameter.UnencryptedSrtp _ ->
          "RTP is not encrypted: whoever hears it understands it (6.3.2)";
      case SessionParameter.UnencryptedSrtcp _ -> "RTCP is not encrypted (6.3.2)";
      case SessionParameter.UnauthenticatedSrtp _ ->
          "RTP is not authenticated: whoever is on the way can change it (6.3.3)";
      case SessionParameter.FecOrder(boolean fecFirst) ->
          "the sender applies "
              + (fecFirst ? "error correction, then SRTP" : "SRTP first")
              + " (6.3.4)";
      case SessionParameter.FecKey _ -> "keys of error correction (6.3.5)";
      case SessionParameter.WindowSizeHint(int packets) ->
          "a replay window of " + packets + " packets would serve (6.3.6)";
      case SessionParameter.Unknown _ -> "a parameter not known here, which may be ignored (6.3.7)";
    };
  }
}
