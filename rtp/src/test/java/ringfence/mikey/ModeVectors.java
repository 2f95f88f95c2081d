package ringfence.mikey;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import ringfence.rtp.Ssrc;

/// The vectors of the methods with public keys and Diffie-Hellman values, as types.
final class ModeVectors {
  static final Instant NOW = Instant.ofEpochSecond(1_790_000_000);
  static final Duration TOLERANCE = Duration.ofMinutes(5);

  private static final Json ALL = Json.resource("/mikey/modes.json");
  private static final X509Certificate INITIATOR_CERTIFICATE = certificate("initiator");
  private static final X509Certificate RESPONDER_CERTIFICATE = certificate("responder");

  /// Believes the two certificates of the vectors.
  private static final Trust TRUST =
      (presented, claimed) -> {
        List<X509Certificate> known = List.of(INITIATOR_CERTIFICATE, RESPONDER_CERTIFICATE);
        if (!presented.isEmpty()) return presented.stream().filter(known::contains).findFirst();
        return known.stream().filter(it -> Certificates.owner(it).equals(claimed)).findFirst();
      };

  static final CertifiedParty INITIATOR = party("initiator", INITIATOR_CERTIFICATE);
  static final CertifiedParty RESPONDER = party("responder", RESPONDER_CERTIFICATE);

  private ModeVectors() {}

  static List<Json> of(String method) {
    return ALL.at("vectors").list().stream()
        .filter(it -> it.at("method").text().equals(method))
        .toList();
  }

  private static X509Certificate certificate(String who) {
    byte[] pem =
        ALL.at("rsa").at(who).at("certificate_pem").text().getBytes(StandardCharsets.US_ASCII);
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(pem));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static CertifiedParty party(String who, X509Certificate certificate) {
    String pem = ALL.at("rsa").at(who).at("private_key_pem").text();
    byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
    try {
      PrivateKey key = KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
      Identity identity = Identity.ofUri("sip:" + who + "@example.com");
      return new CertifiedParty(certificate, key, identity, TRUST);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static int csbId(Json vector) {
    return PskVectors.word(vector.at("input").at("csb_id"));
  }

  static Octets rand(Json vector) {
    return vector.at("input").at("rand").hex();
  }

  static Timestamp timestamp(Json vector) {
    String value = vector.at("input").at("t").at("value").text();
    return new Timestamp(Timestamp.Kind.NTP_UTC, Long.parseUnsignedLong(value, 16));
  }

  /// The Initiator's message up to what its method has of its own.
  static MikeyMessage draft(Json vector, DataType type) {
    Json input = vector.at("input");
    CsIdMap map = new CsIdMap.SrtpId(PskVectors.sessions(input.at("cs")));
    List<Payload> payloads = new ArrayList<>();
    payloads.add(timestamp(vector));
    payloads.add(new Rand(rand(vector)));
    payloads.addAll(parties(input));
    for (Json it : input.at("sp").list()) payloads.add(PskVectors.policy(it));
    payloads.add(GeneralExtension.ofSdpIds(List.of("mikey")));
    return new MikeyMessage(new CommonHeader(type, true, 0, csbId(vector), map), payloads);
  }

  private static List<Payload> parties(Json input) {
    List<Payload> payloads = new ArrayList<>();
    for (Json it : input.at("ids_or_certs").list()) {
      payloads.add(
          it.find("cert")
              .<Payload>map(cert -> new CertificatePayload(it.at("type").integer(), cert.hex()))
              .orElseGet(() -> PskVectors.identity(it)));
    }
    return payloads;
  }

  /// What the parties have agreed, but for the keys.
  static Csb.Terms terms(Json vector, DataType type) {
    MikeyMessage draft = draft(vector, type);
    InitiatorMessage read = InitiatorMessage.of(draft, type, PayloadType.CERT);
    Csb.Terms terms = read.terms(Optional.empty());
    return new Csb.Terms(terms.sessions(), terms.policies(), read.identities(), terms.protocols());
  }

  static Octets message(Json vector, String name) {
    return Octets.of(Base64.getDecoder().decode(vector.at(name).text()));
  }

  static List<Ssrc> ssrcs(Json vector) {
    return vector
        .find("responder_input")
        .map(it -> it.at("ssrc").entries().values())
        .map(all -> all.stream().map(it -> new Ssrc(PskVectors.word(it))).toList())
        .orElse(List.of());
  }

  /// Chance that gives the same octets over and over.
  static RandomGenerator fixed(Octets octets) {
    return new RandomGenerator() {
      @Override
      public long nextLong() {
        return 4;
      }

      @Override
      public void nextBytes(byte[] bytes) {
        System.arraycopy(Arrays.copyOf(octets.array(), bytes.length), 0, bytes, 0, bytes.length);
      }
    };
  }
}
