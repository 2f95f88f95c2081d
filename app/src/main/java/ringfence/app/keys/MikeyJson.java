package ringfence.app.keys;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import ringfence.manage.json.Json;
import ringfence.mikey.CryptoSession;
import ringfence.mikey.CryptoSessionKeys;
import ringfence.mikey.DataType;
import ringfence.mikey.Dissection;
import ringfence.mikey.MikeyMessage;
import ringfence.mikey.MikeyRefusal;
import ringfence.mikey.Payload;
import ringfence.mikey.Rand;
import ringfence.mikey.SecurityPolicy;
import ringfence.mikey.Timestamp;
import ringfence.rtcp.NtpTime;
import ringfence.rtp.Ssrc;
import ringfence.srtp.ProtectionProfile.Cipher;
import ringfence.srtp.SrtpPolicy;

/// A MIKEY message as a JSON object; keys are in it only when asked for.
final class MikeyJson {
  private MikeyJson() {}

  static Json.JsonObject of(MikeyReading reading, boolean showKeys) {
    if (reading.refusal().isPresent()) return refused(reading.refusal().get());
    MikeyMessage message = reading.message().orElseThrow();
    var json =
        Json.object()
            .put("valid", true)
            .put("type", type(message.header().dataType()))
            .put("csbId", hex(message.header().csbId()))
            .put("verificationRequested", message.header().verificationWanted());
    for (Payload payload : message.payloads()) {
      if (payload instanceof Timestamp timestamp) json = json.put("timestamp", text(timestamp));
      if (payload instanceof Rand(var value)) json = json.put("rand", value.hex());
    }
    return json.put(
            "policies", Json.array(policies(message).stream().map(MikeyJson::policy).toList()))
        .put("keys", Json.array(keys(reading.dissection(), showKeys)))
        .put("cryptoSessions", sessions(reading, showKeys));
  }

  static Json.JsonObject refused(MikeyRefusal why) {
    return Json.object()
        .put("valid", false)
        .put("error", why.error().name())
        .put("reason", why.reason())
        .put("clause", why.clause())
        .put("octet", why.octet());
  }

  private static String type(DataType type) {
    return switch (type) {
      case PRE_SHARED -> "PSK_INIT";
      case PSK_VER_MSG -> "PSK_VER";
      case PUBLIC_KEY,
          PK_VER_MSG,
          DH_INIT,
          DH_RESP,
          ERROR,
          DHHMAC_INIT,
          DHHMAC_RESP,
          RSA_R_I_MSG,
          RSA_R_R_MSG ->
          type.name();
    };
  }

  private static String text(Timestamp timestamp) {
    return switch (timestamp.kind()) {
      case NTP_UTC, NTP -> new NtpTime(timestamp.value()).toInstant().toString();
      case COUNTER -> Long.toString(timestamp.value());
    };
  }

  private static List<SecurityPolicy> policies(MikeyMessage message) {
    return message.payloads().stream()
        .filter(SecurityPolicy.class::isInstance)
        .map(SecurityPolicy.class::cast)
        .toList();
  }

  private static Json policy(SecurityPolicy payload) {
    var json = Json.object().put("number", payload.number());
    if (payload.srtp().isEmpty()) return json.put("supported", false);
    SrtpPolicy policy = payload.srtp().get();
    boolean aead = policy.profile().cipher() == Cipher.AES_GCM;
    return json.put("supported", true)
        .put("encryption", policy.profile().cipher().name())
        .put("encryptionKeyBits", policy.profile().keyLength() * 8L)
        .put("authentication", aead ? "NULL" : "HMAC_SHA1")
        .put("authenticationTagBits", policy.profile().rtpTagLength() * 8L)
        .put("saltBits", policy.profile().saltLength() * 8L)
        .put("keyDerivationRate", policy.keyDerivationRate())
        .put("rtpEncrypted", policy.rtpEncrypted())
        .put("rtcpEncrypted", policy.rtcpEncrypted())
        .put("rtpAuthenticated", policy.rtpAuthenticated());
  }

  /// What was transported encrypted, as the dissection names it.
  private static List<Json> keys(Dissection dissection, boolean showKeys) {
    List<Json> keys = new ArrayList<>();
    var key = Json.object();
    for (Dissection.Field field : dissection.fields()) {
      if (field.depth() < 2) continue;
      switch (field.name()) {
        case "Type, KV" -> key = Json.object().put("type", field.value().split(";", 2)[0]);
        case "Key data" -> keys.add(showKeys ? key.put("value", field.value()) : key);
        case "Salt data" -> {
          if (showKeys) {
            var last = (Json.JsonObject) keys.removeLast();
            keys.add(last.put("salt", field.value()));
          }
        }
        default -> {}
      }
    }
    return keys;
  }

  private static Json sessions(MikeyReading reading, boolean showKeys) {
    MikeyMessage message = reading.message().orElseThrow();
    List<CryptoSession> map = message.header().map().cryptoSessions();
    if (!reading.sessions().isEmpty()) return sessions(reading.sessions(), map, showKeys);
    return Json.array(
        IntStream.range(0, map.size())
            .mapToObj(i -> session(i + 1, map.get(i), policies(message)))
            .toList());
  }

  private static Json session(int id, CryptoSession session, List<SecurityPolicy> policies) {
    var json = streams(id, session.policyNumber(), session.ssrc(), session.rolloverCounter());
    return policies.stream()
        .filter(it -> it.number() == session.policyNumber())
        .flatMap(it -> it.srtp().stream())
        .findFirst()
        .map(it -> json.put("suite", it.profile().name()))
        .orElse(json);
  }

  /// Streams with their keys.
  static Json sessions(List<CryptoSessionKeys> all, List<CryptoSession> map, boolean showKeys) {
    return Json.array(all.stream().map(it -> keyed(it, map.get(it.id() - 1), showKeys)).toList());
  }

  private static Json keyed(CryptoSessionKeys keys, CryptoSession session, boolean showKeys) {
    var json = streams(keys.id(), session.policyNumber(), keys.ssrc(), keys.rolloverCounter());
    json = json.put("suite", keys.policy().profile().name());
    if (!showKeys || keys.keys().isEmpty()) return json;
    var named = json;
    return keys.keys()
        .getFirst()
        .key()
        .use((key, salt) -> named.put("masterKey", hex(key)).put("masterSalt", hex(salt)));
  }

  private static Json.JsonObject streams(int id, int policy, Ssrc ssrc, long roc) {
    return Json.object()
        .put("id", id)
        .put("policy", policy)
        .put("ssrc", hex(ssrc.bits()))
        .put("roc", roc);
  }

  private static String hex(int number) {
    return "0x%08x".formatted(number);
  }

  private static String hex(byte[] octets) {
    return HexFormat.of().formatHex(octets);
  }
}
