package ringfence.app.keys;

import java.util.HexFormat;
import java.util.List;
import ringfence.manage.json.Json;
import ringfence.sdes.CryptoAttribute;
import ringfence.sdes.CryptoLine;
import ringfence.sdes.KeyParameter;
import ringfence.sdes.SessionParameter;

/// An `a=crypto` line as a JSON object; keys are in it only when asked for.
final class SdesJson {
  private SdesJson() {}

  /// @param before how many octets of the line came before its value
  static Json.JsonObject of(CryptoLine line, int before, boolean showKeys) {
    return switch (line) {
      case CryptoLine.Malformed(var clause, var reason, int octet) ->
          Json.object()
              .put("valid", false)
              .put("reason", reason)
              .put("clause", clause)
              .put("octet", before + octet);
      case CryptoLine.UnknownSuite(int tag, var suite) ->
          Json.object()
              .put("valid", true)
              .put("supported", false)
              .put("tag", tag)
              .put("suite", suite);
      case CryptoLine.Known(var attribute) -> known(attribute, showKeys);
    };
  }

  private static Json.JsonObject known(CryptoAttribute attribute, boolean showKeys) {
    List<Json.JsonObject> keys = attribute.keys().stream().map(it -> key(it, showKeys)).toList();
    return Json.object()
        .put("valid", true)
        .put("supported", attribute.policy().isPresent())
        .put("tag", attribute.tag())
        .put("suite", attribute.suite().name())
        .put("keys", Json.array(keys))
        .put(
            "parameters", Json.array(attribute.parameters().stream().map(SdesJson::text).toList()));
  }

  private static Json.JsonObject key(KeyParameter key, boolean showKeys) {
    var json = Json.object();
    if (showKeys) {
      json =
          key.key()
              .use((octets, salt) -> Json.object().put("key", hex(octets)).put("salt", hex(salt)));
    }
    return json.put(
            "lifetime", key.lifetime().map(it -> number(it.packets())).orElse(new Json.JsonNull()))
        .put("mki", mki(key));
  }

  private static Json mki(KeyParameter key) {
    return key.identifier()
        .<Json>map(
            it ->
                Json.object()
                    .put("value", new Json.JsonNumber(it.value().toString()))
                    .put("length", it.length()))
        .orElse(new Json.JsonNull());
  }

  private static Json number(long value) {
    return new Json.JsonNumber(Long.toString(value));
  }

  /// As written, without the keys of `FEC_KEY`.
  private static Json text(SessionParameter parameter) {
    return Json.text(
        parameter instanceof SessionParameter.FecKey ? "FEC_KEY" : parameter.wireFormWithKeys());
  }

  private static String hex(byte[] octets) {
    return HexFormat.of().formatHex(octets);
  }
}
