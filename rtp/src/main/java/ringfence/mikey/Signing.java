package ringfence.mikey;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;

/// The signatures of messages, RFC 3830 sections 4.2.6, 5.2 and 6.5: RSA by PKCS #1 version 1.5
/// with SHA-1, the default hash of section 4.2.1.
final class Signing {
  private static final int PKCS1 = 0;
  private static final String ALGORITHM = "SHA1withRSA";

  private Signing() {}

  /// A message with its SIGN payload behind it. RFC 3830 5.2: the signature is "over the entire
  /// MIKEY message, except the MAC/Signature field".
  static MikeyMessage seal(MikeyMessage draft, CertifiedParty party) {
    int length = keyLength(party.certificate());
    MikeyMessage unsigned = draft.with(new Sign(PKCS1, Octets.of(new byte[length])));
    return draft.with(new Sign(PKCS1, sign(party.key(), unsigned.covered(length))));
  }

  /// A reverse RSA answer with its SIGN payload. RFC 4738 3.6: it is over "R_MESSAGE (excluding the
  /// SIGNr payload itself) || IDi || IDr || T".
  static MikeyMessage seal(MikeyMessage draft, CertifiedParty party, Parties parties) {
    int length = keyLength(party.certificate());
    MikeyMessage unsigned = draft.with(new Sign(PKCS1, Octets.of(new byte[length])));
    return draft.with(new Sign(PKCS1, sign(party.key(), covered(unsigned, length, parties))));
  }

  static byte[] covered(MikeyMessage message, int length, Parties parties) {
    try (var out = new OctetWriter()) {
      out.octets(message.covered(length)).octets(parties.initiator()).octets(parties.responder());
      return out.octets(parties.timestamp().octets()).toArray();
    }
  }

  private static int keyLength(X509Certificate certificate) {
    if (certificate.getPublicKey() instanceof RSAPublicKey key) {
      return (key.getModulus().bitLength() + 7) / 8;
    }
    throw new IllegalArgumentException("a certificate without an RSA key");
  }

  private static Octets sign(PrivateKey key, byte[] covered) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(key);
      signature.update(covered);
      return Octets.of(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("a key that cannot sign", e);
    }
  }

  /// Refuses a message whose signature is not that of the certificate's owner.
  static void check(Contents message, Sign sign, X509Certificate signer) {
    byte[] covered = message.message().covered(sign.signature().length());
    check(message, sign, isRight(covered, sign, signer));
  }

  /// The same of a reverse RSA answer.
  static void check(Contents message, Sign sign, X509Certificate signer, Parties parties) {
    byte[] covered = covered(message.message(), sign.signature().length(), parties);
    check(message, sign, isRight(covered, sign, signer));
  }

  private static void check(Contents message, Sign sign, boolean right) {
    message.last(sign);
    if (right) return;
    throw new Fault(
        ErrorNumber.AUTH_FAILURE, "RFC 3830 5.3", "the signature is wrong", message.offset(sign));
  }

  static boolean isRight(byte[] covered, Sign sign, X509Certificate signer) {
    if (sign.algorithm() != PKCS1) return false;
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initVerify(signer.getPublicKey());
      signature.update(covered);
      return signature.verify(sign.signature().array());
    } catch (GeneralSecurityException _) {
      // A signature of another length than the key's, or a key of another kind.
      return false;
    }
  }
}
