package ringfence.mikey;

import java.time.Instant;
import java.util.Optional;
import ringfence.rtcp.NtpTime;

/// Explains payloads, RFC 3830 sections 6.2 to 6.15.
record PayloadWords(FieldList fields, boolean keysShown) {
  /// Explains a payload whose Next payload field has `nextPayload`.
  void explain(Payload payload, int nextPayload) {
    PayloadType type = payload.type();
    fields.payload(payload.length(), type.toString(), type.words(), type.clause());
    if (type != PayloadType.SIGN) field(payload, 1, "Next payload", HeaderWords.next(nextPayload));
    switch (payload) {
      case Kemac it -> kemac(it);
      case Pke it -> pke(it);
      case DhValue it -> dh(it);
      case Sign it -> sign(it);
      case Timestamp it -> timestamp(it);
      case Identity it -> identity(it);
      case CertificatePayload it -> certificate(it);
      case Chash it -> chash(it);
      case VerMsg it -> verMsg(it);
      case SecurityPolicy it -> new PolicyWords(fields).explain(it);
      case Rand it -> rand(it);
      case Err it -> err(it);
      case GeneralExtension it -> extension(it);
    }
  }

  private void field(Payload payload, int length, String name, String value) {
    fields.field(length, name, value, payload.type().clause());
  }

  private void kemac(Kemac it) {
    String encryption =
        EncryptionAlgorithm.of(it.encryption())
            .map(EncryptionAlgorithm::standardName)
            .orElse("unknown");
    field(it, 1, "Encr alg", it.encryption() + " " + encryption);
    field(it, 2, "Encr data len", octets(it.data()));
    boolean clear = it.encryption() == EncryptionAlgorithm.NULL.number();
    String data = clear && !keysShown ? "keys in clear, not shown" : it.data().hex();
    field(it, it.data().length(), "Encr data", data);
    field(it, 1, "Mac alg", words(it.macAlgorithm()));
    field(it, it.mac().length(), "MAC", it.mac().hex());
  }

  private void pke(Pke it) {
    String cache =
        switch (it.cache()) {
          case 0 -> "No cache";
          case 1 -> "Cache";
          case 2 -> "Cache for CSB";
          default -> "unknown";
        };
    field(it, 2, "C, Data len", "C = " + it.cache() + " " + cache + "; " + octets(it.data()));
    field(it, it.data().length(), "Data", "encrypted envelope key " + it.data().hex());
  }

  private void dh(DhValue it) {
    field(it, 1, "DH-Group", it.group().number() + " " + it.group().name().replace('_', ' '));
    field(it, it.value().length(), "DH-value", it.value().hex());
    field(it, 1, "Reserv, KV", "KV = " + words(it.validity()));
    int length = it.validity().octets().length;
    if (length > 0) fields.field(length, "KV data", words(it.validity()), "RFC 3830 6.14");
  }

  private void sign(Sign it) {
    String algorithm =
        switch (it.algorithm()) {
          case 0 -> "RSA/PKCS#1/1.5";
          case 1 -> "RSA/PSS";
          default -> "unknown";
        };
    String value = "S type = " + it.algorithm() + " " + algorithm + "; " + octets(it.signature());
    field(it, 2, "S type, Signature len", value);
    field(it, it.signature().length(), "Signature", it.signature().hex());
  }

  private void timestamp(Timestamp it) {
    String kind = it.kind().name().replace('_', '-');
    field(it, 1, "TS type", it.kind().number() + " " + kind);
    switch (it.kind()) {
      case NTP_UTC, NTP -> {
        Instant time = new NtpTime(it.value()).toInstant();
        field(it, 8, "TS value", time + " (0x%016x)".formatted(it.value()));
      }
      case COUNTER -> field(it, 4, "TS value", Long.toString(it.value()));
    }
  }

  private void identity(Identity it) {
    String kind =
        switch (it.kind()) {
          case Identity.NAI -> "NAI";
          case Identity.URI -> "URI";
          default -> "unknown";
        };
    field(it, 1, "ID Type", it.kind() + " " + kind);
    field(it, 2, "ID len", octets(it.data()));
    field(it, it.data().length(), "ID Data", printable(it.data()));
  }

  private void certificate(CertificatePayload it) {
    String kind =
        switch (it.kind()) {
          case 0 -> "X.509v3";
          case CertificatePayload.X509_URL -> "X.509v3 URL";
          case CertificatePayload.X509_SIGN -> "X.509v3 Sign";
          case 3 -> "X.509v3 Encr";
          default -> "unknown";
        };
    field(it, 1, "Cert Type", it.kind() + " " + kind);
    field(it, 2, "Cert len", octets(it.data()));
    boolean url = it.kind() == CertificatePayload.X509_URL;
    field(it, it.data().length(), "Certificate", url ? printable(it.data()) : subject(it.data()));
  }

  private static String subject(Octets der) {
    return Certificates.read(der)
        .map(it -> it.getSubjectX500Principal().getName())
        .orElse("not a certificate: " + der.hex());
  }

  private void chash(Chash it) {
    String function = it.function().name().replace('_', '-');
    field(it, 1, "Hash func", it.function().number() + " " + function);
    field(it, it.hash().length(), "Hash", it.hash().hex());
  }

  private void verMsg(VerMsg it) {
    field(it, 1, "Auth alg", words(it.algorithm()));
    field(it, it.data().length(), "Ver data", it.data().hex());
  }

  private void rand(Rand it) {
    field(it, 1, "RAND len", octets(it.value()));
    field(it, it.value().length(), "RAND", it.value().hex());
  }

  private void err(Err it) {
    Optional<ErrorNumber> known = ErrorNumber.of(it.number());
    String name = known.map(ErrorNumber::standardName).orElse("unknown");
    field(it, 1, "Error no", it.number() + " " + name);
    field(it, 2, "Reserved", Integer.toString(it.reserved()));
  }

  private void extension(GeneralExtension it) {
    String kind =
        switch (it.kind()) {
          case GeneralExtension.VENDOR_ID -> "Vendor ID";
          case GeneralExtension.SDP_IDS -> "SDP IDs";
          case 3 -> "Key ID";
          default -> "unknown";
        };
    field(it, 1, "Type", it.kind() + " " + kind);
    field(it, 2, "Length", octets(it.data()));
    field(it, it.data().length(), "Data", printable(it.data()));
  }

  private static String words(MacAlgorithm algorithm) {
    return algorithm.number() + " " + algorithm.standardName();
  }

  static String words(KeyValidity validity) {
    return switch (validity) {
      case KeyValidity.Null _ -> "0 Null, valid until it is replaced";
      case KeyValidity.Spi(var spi) -> "1 SPI, with MKI " + spi.hex();
      case KeyValidity.Interval(var from, var to) ->
          "2 Interval, for indices " + from.hex() + " to " + to.hex();
    };
  }

  static String octets(Octets octets) {
    return octets.length() == 1 ? "1 octet" : octets.length() + " octets";
  }

  /// Text as text and anything else in hexadecimal digits.
  private static String printable(Octets octets) {
    String text = octets.text();
    boolean plain = text.chars().allMatch(it -> it >= 0x20 && it < 0x7F);
    return plain ? '"' + text + '"' : octets.hex();
  }
}
