package ringfence.transport.tls;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Certificates and private keys as PEM text, RFC 7468.
final class Pem {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");
  private static final byte[] RSA_ALGORITHM =
      bytes(0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1, 5, 0);
  private static final byte[] EC_PUBLIC_KEY = bytes(0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 2, 1);
  private static final byte[] VERSION_0 = bytes(2, 1, 0);

  private Pem() {}

  /// PEM text that cannot be used, and why.
  static final class BrokenPemException extends Exception {
    private static final long serialVersionUID = 1;

    BrokenPemException(String reason) {
      super(reason);
    }

    String reason() {
      return String.valueOf(getMessage());
    }
  }

  static List<X509Certificate> certificates(String text) throws BrokenPemException {
    List<X509Certificate> certificates = new ArrayList<>();
    for (Matcher block = BLOCK.matcher(text); block.find(); ) {
      if (!block.group(1).endsWith("CERTIFICATE")) continue;
      var der = new ByteArrayInputStream(decode(block.group(2)));
      try {
        var factory = CertificateFactory.getInstance("X.509");
        certificates.add((X509Certificate) factory.generateCertificate(der));
      } catch (CertificateException e) {
        throw new BrokenPemException("A certificate cannot be read: " + e.getMessage() + ".");
      }
    }
    if (certificates.isEmpty())
      throw new BrokenPemException("There is no certificate in the text.");
    return certificates;
  }

  static PrivateKey privateKey(String text) throws BrokenPemException {
    for (Matcher block = BLOCK.matcher(text); block.find(); ) {
      switch (block.group(1)) {
        case "PRIVATE KEY" -> {
          return key(decode(block.group(2)));
        }
        case "RSA PRIVATE KEY" -> {
          return key(wrapped(RSA_ALGORITHM, decode(block.group(2))));
        }
        case "EC PRIVATE KEY" -> {
          byte[] sec1 = decode(block.group(2));
          return key(wrapped(element(0x30, EC_PUBLIC_KEY, curve(sec1)), sec1));
        }
        case "ENCRYPTED PRIVATE KEY" ->
            throw new BrokenPemException("The private key is encrypted; decrypt it first.");
        default -> {} // certificates and parameters may stand in the same file
      }
    }
    throw new BrokenPemException("There is no private key in the text.");
  }

  private static byte[] decode(String base64) throws BrokenPemException {
    try {
      return Base64.getMimeDecoder().decode(base64.getBytes(StandardCharsets.US_ASCII));
    } catch (IllegalArgumentException e) {
      throw new BrokenPemException("The base 64 text is broken: " + e.getMessage() + ".");
    }
  }

  private static PrivateKey key(byte[] pkcs8) throws BrokenPemException {
    GeneralSecurityException last = new GeneralSecurityException();
    for (String algorithm : List.of("Ed25519", "EC", "RSA")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      } catch (GeneralSecurityException e) {
        last = e; // perhaps another algorithm's
      }
    }
    throw new BrokenPemException(
        "The private key is not RSA, EC or Ed25519, or is broken: " + last.getMessage() + ".");
  }

  private static byte[] wrapped(byte[] algorithm, byte[] key) {
    return element(0x30, VERSION_0, algorithm, element(0x04, key));
  }

  // RFC 5915 3: ECPrivateKey carries its curve as parameters [0]
  private static byte[] curve(byte[] sec1) throws BrokenPemException {
    for (int at = 0; at + 4 < sec1.length; at++) {
      int length = sec1[at + 1] & 0xFF;
      boolean found =
          (sec1[at] & 0xFF) == 0xA0 && sec1[at + 2] == 0x06 && (sec1[at + 3] & 0xFF) == length - 2;
      if (found && at + 2 + length <= sec1.length) {
        return Arrays.copyOfRange(sec1, at + 2, at + 2 + length);
      }
    }
    return usualCurve(sec1);
  }

  // Some writers leave the curve out; the length of the key tells the usual ones.
  private static byte[] usualCurve(byte[] sec1) throws BrokenPemException {
    int at = sec1.length > 2 && (sec1[1] & 0x80) != 0 ? 3 : 2;
    int length = at + 4 < sec1.length && sec1[at + 3] == 0x04 ? sec1[at + 4] : 0;
    return switch (length) {
      case 32 -> bytes(0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1, 7);
      case 48 -> bytes(0x06, 0x05, 0x2b, 0x81, 0x04, 0, 0x22);
      case 66 -> bytes(0x06, 0x05, 0x2b, 0x81, 0x04, 0, 0x23);
      default -> throw new BrokenPemException("The EC private key does not name its curve.");
    };
  }

  private static byte[] element(int tag, byte[]... parts) {
    var content = new ByteArrayOutputStream();
    for (byte[] part : parts) content.writeBytes(part);
    var out = new ByteArrayOutputStream();
    out.write(tag);
    int length = content.size();
    if (length > 0xFF) {
      out.writeBytes(bytes(0x82, length >> 8));
    } else if (length > 0x7F) {
      out.write(0x81);
    }
    out.write(length & 0xFF);
    out.writeBytes(content.toByteArray());
    return out.toByteArray();
  }

  private static byte[] bytes(int... values) {
    var bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) bytes[i] = (byte) values[i];
    return bytes;
  }
}
