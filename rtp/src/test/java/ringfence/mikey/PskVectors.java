package ringfence.mikey;

import java.util.List;
import java.util.Optional;
import ringfence.rtp.Ssrc;

/// What the vectors' JSON says, as types.
final class PskVectors {
  private PskVectors() {}

  static Json named(List<Json> vectors, String name) {
    return vectors.stream()
        .filter(it -> it.at("name").text().equals(name))
        .findFirst()
        .orElseThrow();
  }

  static int word(Json hex) {
    return Integer.parseUnsignedInt(hex.text(), 16);
  }

  static List<CryptoSession> sessions(Json all) {
    return all.list().stream()
        .map(
            it ->
                new CryptoSession(
                    it.at("policy").integer(),
                    new Ssrc(word(it.at("ssrc"))),
                    it.at("roc").number()))
        .toList();
  }

  static Timestamp timestamp(Json input) {
    Timestamp.Kind kind = Timestamp.Kind.of(input.at("timestamp_type").integer()).orElseThrow();
    return new Timestamp(kind, Long.parseUnsignedLong(input.at("timestamp").text(), 16));
  }

  static Identity identity(Json it) {
    return new Identity(it.at("type").integer(), Octets.ofText(it.at("data").text()));
  }

  static SecurityPolicy policy(Json it) {
    return new SecurityPolicy(
        it.at("no").integer(),
        SecurityPolicy.SRTP,
        it.at("params").list().stream()
            .map(pair -> new PolicyParameter(pair.at(0).integer(), pair.at(1).hex()))
            .toList());
  }

  static KeyTransport transport(Json input) {
    return new KeyTransport(
        EncryptionAlgorithm.of(input.at("kemac_encr_alg").integer()).orElseThrow(),
        input.at("kemac_mac_alg").integer() == 1 ? MacAlgorithm.HMAC_SHA_1_160 : MacAlgorithm.NULL);
  }

  static KeyData keyData(Json it) {
    return new KeyData(
        it.at("type").text().startsWith("TEK"),
        new Secret(it.at("key").hex().array()),
        it.find("salt").map(salt -> new Secret(salt.hex().array())),
        validity(it.find("kv")));
  }

  static KeyValidity validity(Optional<Json> kv) {
    return switch (kv.map(it -> it.at("type").text()).orElse("NULL")) {
      case "SPI" -> new KeyValidity.Spi(kv.orElseThrow().at("spi").hex());
      case "INTERVAL" ->
          new KeyValidity.Interval(
              kv.orElseThrow().at("from").hex(), kv.orElseThrow().at("to").hex());
      default -> new KeyValidity.Null();
    };
  }
}
