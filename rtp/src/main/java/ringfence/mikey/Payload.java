package ringfence.mikey;

/// One payload of a message, RFC 3830 section 6; a record for each kind, in the file of its name.
public sealed interface Payload
    permits Kemac,
        Pke,
        DhValue,
        Sign,
        Timestamp,
        Identity,
        CertificatePayload,
        Chash,
        VerMsg,
        SecurityPolicy,
        Rand,
        Err,
        GeneralExtension {
  PayloadType type();

  /// Its octets without the Next payload field, which belongs to the message.
  byte[] body();

  /// How many octets it has in a message.
  default int length() {
    // RFC 3830 6.5: of all payloads SIGN alone has no Next payload field.
    return body().length + (type() == PayloadType.SIGN ? 0 : 1);
  }
}
