package ringfence.bench;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// The records of a TLS 1.3 connection (TLS_AES_128_GCM_SHA256) whose secrets are made up, RFC
/// 8446: what a reader with its key log needs of the handshake, without a certificate, and
/// application data.
final class MadeTls {
  private static final HexFormat HEX = HexFormat.of();
  private static final byte HANDSHAKE = 22;
  private static final byte APPLICATION_DATA = 23;
  private static final byte CLIENT_HELLO = 1;
  private static final byte SERVER_HELLO = 2;
  private static final byte ENCRYPTED_EXTENSIONS = 8;
  private static final byte FINISHED = 20;

  private final Random chance;
  private final byte[] clientRandom;
  private final byte[] serverRandom;
  private final StringBuilder keyLog = new StringBuilder();
  private Way client;
  private Way server;

  MadeTls(Random chance) {
    this.chance = chance;
    clientRandom = octets(32);
    serverRandom = octets(32);
    client = way("CLIENT_HANDSHAKE_TRAFFIC_SECRET");
    server = way("SERVER_HANDSHAKE_TRAFFIC_SECRET");
  }

  private byte[] octets(int count) {
    byte[] octets = new byte[count];
    chance.nextBytes(octets);
    return octets;
  }

  private Way way(String label) {
    byte[] secret = octets(32);
    keyLog.append("%s %s %s\n".formatted(label, hex(clientRandom), hex(secret)));
    return new Way(
        new SecretKeySpec(expanded(secret, "key", 16), "AES"), expanded(secret, "iv", 12));
  }

  private static String hex(byte[] octets) {
    return HEX.formatHex(octets);
  }

  /// RFC 8446 7.1: HKDF-Expand-Label, with no context
  private static byte[] expanded(byte[] secret, String label, int length) {
    byte[] name = ("tls13 " + label).getBytes(StandardCharsets.US_ASCII);
    var info = ByteBuffer.allocate(4 + name.length);
    info.putShort((short) length).put((byte) name.length).put(name);
    try {
      var key = new SecretKeySpec(secret, "Generic");
      return KDF.getInstance("HKDF-SHA256")
          .deriveData(HKDFParameterSpec.expandOnly(key, info.array(), length));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// What the client sends first, what the server answers, and what the client ends with; the
  /// secrets of application data hold from then on.
  byte[][] handshake() {
    byte[] hello = clear(message(CLIENT_HELLO, clientHello()));
    byte[] answer =
        joined(
            clear(message(SERVER_HELLO, serverHello())),
            server.seal(HANDSHAKE, message(ENCRYPTED_EXTENSIONS, new byte[2])),
            server.seal(HANDSHAKE, message(FINISHED, octets(32))));
    byte[] end = client.seal(HANDSHAKE, message(FINISHED, octets(32)));
    client = way("CLIENT_TRAFFIC_SECRET_0");
    server = way("SERVER_TRAFFIC_SECRET_0");
    return new byte[][] {hello, answer, end};
  }

  /// supported_versions, supported_groups, signature_algorithms and key_share: of an x25519 key
  /// with which nobody computes.
  private byte[] clientHello() {
    String extensions = "002b0003020304" + "000a00040002001d" + "000d000400020403";
    String share = "003300260024" + "001d0020" + hex(octets(32));
    return hello(clientRandom, "00" + "00021301" + "0100", extensions + share);
  }

  private byte[] serverHello() {
    String share = "00330024" + "001d0020" + hex(octets(32));
    return hello(serverRandom, "00" + "1301" + "00", "002b00020304" + share);
  }

  private static byte[] hello(byte[] random, String chosen, String extensions) {
    String length = HEX.toHexDigits((short) (extensions.length() / 2));
    return HEX.parseHex("0303" + hex(random) + chosen + length + extensions);
  }

  private static byte[] message(byte type, byte[] body) {
    return ByteBuffer.allocate(4 + body.length).putInt(type << 24 | body.length).put(body).array();
  }

  private static byte[] clear(byte[] fragment) {
    return joined(header(HANDSHAKE, fragment.length), fragment);
  }

  private static byte[] header(byte type, int length) {
    return ByteBuffer.allocate(5)
        .put(type)
        .putShort((short) 0x0303)
        .putShort((short) length)
        .array();
  }

  private static byte[] joined(byte[]... parts) {
    var all = new ByteArrayOutputStream();
    for (byte[] part : parts) all.writeBytes(part);
    return all.toByteArray();
  }

  byte[] fromClient(byte[] data) {
    return client.seal(APPLICATION_DATA, data);
  }

  byte[] fromServer(byte[] data) {
    return server.seal(APPLICATION_DATA, data);
  }

  /// The lines of an SSLKEYLOGFILE, whole after the handshake.
  String keyLog() {
    return keyLog.toString();
  }

  /// One direction under one secret.
  private static final class Way {
    private static final int TAG = 16;

    private final SecretKey key;
    private final byte[] iv;
    private long sent;

    Way(SecretKey key, byte[] iv) {
      this.key = key;
      this.iv = iv;
    }

    /// RFC 8446 5.2: the content, its real type behind it, sealed with the header of the record
    byte[] seal(byte type, byte[] content) {
      byte[] header = header(APPLICATION_DATA, content.length + 1 + TAG);
      // RFC 8446 5.3: the nonce is the record's number, XORed with the IV
      var nonce = ByteBuffer.wrap(iv.clone());
      nonce.putLong(4, nonce.getLong(4) ^ sent++);
      try {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(8 * TAG, nonce.array()));
        cipher.updateAAD(header);
        return joined(header, cipher.doFinal(joined(content, new byte[] {type})));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
