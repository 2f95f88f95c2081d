package ringfence.trace.tls;

import java.nio.ByteBuffer;
import java.util.Optional;

/// Records of TLS 1.2 with AEAD: RFC 5288 and RFC 6655 with half of the nonce in the record, RFC
/// 7905 with none of it.
final class AeadCipher implements RecordCipher {
  private static final int EXPLICIT = 8;

  private final DirectionKeys keys;
  private final Aead aead;

  AeadCipher(DirectionKeys keys) {
    this.keys = keys;
    this.aead = new Aead(keys.suite().bulk(), keys.key());
  }

  @Override
  public Optional<Octets> open(TlsRecord record, Octets previous, long number) {
    boolean explicit = keys.iv().length() < TlsNonce.LENGTH;
    Cursor in = record.fragment().cursor();
    int before = explicit ? EXPLICIT : 0;
    int length = in.remaining() - before - keys.suite().bulk().tagLength();
    if (length < 0) return Optional.empty();
    byte[] nonce = explicit ? nonce(in.take(EXPLICIT)) : TlsNonce.of(keys.iv(), number);
    byte[] header = RecordCipher.header(record, number, length);
    return aead.open(nonce, header, in.take(in.remaining())).map(Octets::of);
  }

  private byte[] nonce(byte[] explicit) {
    return keys.iv()
        .use(salt -> ByteBuffer.allocate(TlsNonce.LENGTH).put(salt).put(explicit).array());
  }
}
