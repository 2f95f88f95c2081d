package ringfence.mikey;

/// The certificate payload (CERT), RFC 3830 section 6.7. `kind` is the Cert type: 0 X.509v3, 1 the
/// URL of one, 2 for signatures, 3 for encryption.
public record CertificatePayload(int kind, Octets data) implements Payload {
  static final int X509_URL = 1;
  static final int X509_SIGN = 2;

  public CertificatePayload {
    if (kind >>> 8 != 0) throw new IllegalArgumentException("Cert type " + kind);
    if (data.length() > 0xFFFF) throw new IllegalArgumentException("CERT too long");
  }

  static CertificatePayload read(OctetReader in) {
    int kind = in.u8("CERT, Cert Type");
    return new CertificatePayload(kind, in.octets(in.u16("CERT, Cert len"), "CERT, Certificate"));
  }

  @Override
  public PayloadType type() {
    return PayloadType.CERT;
  }

  @Override
  public byte[] body() {
    try (var out = new OctetWriter()) {
      return out.u8(kind).u16(data.length()).octets(data).toArray();
    }
  }
}
