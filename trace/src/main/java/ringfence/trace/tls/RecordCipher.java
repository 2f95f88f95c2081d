package ringfence.trace.tls;

import java.nio.ByteBuffer;
import java.util.Optional;

/// Opens single records of one direction in TLS 1.2 and before.
interface RecordCipher {
  /// The plain octets; empty when the integrity check fails.
  ///
  /// @param previous the fragment of the record before; no octets for the first
  Optional<Octets> open(TlsRecord record, Octets previous, long number);

  /// What a MAC or a tag covers beside the octets, RFC 5246 sections 6.2.3.1 and 6.2.3.3.
  static byte[] header(TlsRecord record, long number, int length) {
    return ByteBuffer.allocate(13)
        .putLong(number)
        .put((byte) record.type().code())
        .putShort((short) record.version().code())
        .putShort((short) length)
        .array();
  }
}
