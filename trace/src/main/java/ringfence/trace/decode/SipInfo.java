package ringfence.trace.decode;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import ringfence.mikey.DataType;
import ringfence.mikey.KeyMgmtAttribute;
import ringfence.mikey.MikeyMessage;
import ringfence.sdp.Attributed;
import ringfence.sdp.SessionDescription;
import ringfence.sip.message.Header;
import ringfence.sip.message.MalformedHeaderException;
import ringfence.sip.message.Method;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;

/// The column Info of a SIP message, in the words that readers of captures know: `Request: INVITE
/// sip:101@192.0.2.1, with session description, Mikey: Pre-shared`.
final class SipInfo {
  private SipInfo() {}

  static String of(Content.Sip sip) {
    var info = new StringBuilder(line(sip));
    if (sip.session().isPresent()) {
      info.append(", with session description");
      mikey(sip.session().get()).forEach(it -> info.append(", Mikey: ").append(it));
    }
    return info.toString();
  }

  private static String line(Content.Sip sip) {
    return switch (sip.message()) {
      case SipRequest request -> "Request: " + request.method() + " " + request.uri();
      case SipResponse response -> {
        String status = "Status: " + response.status() + " " + response.reason();
        yield response.cseq().method().equals(Method.REGISTER)
            ? status + " (" + bindings(response) + ")"
            : status;
      }
    };
  }

  private static String bindings(SipResponse response) {
    try {
      int count = response.headers().all(Header.CONTACT).size();
      return count == 1 ? "1 binding" : count + " bindings";
    } catch (MalformedHeaderException _) {
      return "malformed bindings";
    }
  }

  /// What kind of MIKEY messages a description has, the session's first.
  static List<String> mikey(SessionDescription session) {
    return levels(session)
        .flatMap(level -> level.values("key-mgmt").stream())
        .flatMap(value -> KeyMgmtAttribute.parse(value).good().stream())
        .filter(KeyMgmtAttribute::isMikey)
        .map(SipInfo::kind)
        .toList();
  }

  private static Stream<Attributed> levels(SessionDescription session) {
    return Stream.concat(Stream.of(session), session.media().stream());
  }

  private static String kind(KeyMgmtAttribute attribute) {
    Optional<MikeyMessage> message = MikeyMessage.read(attribute.data().array()).good();
    return message.map(it -> kind(it.header().dataType())).orElse("malformed");
  }

  /// The names that Wireshark gives them.
  private static String kind(DataType type) {
    return switch (type) {
      case PRE_SHARED -> "Pre-shared";
      case PSK_VER_MSG -> "PSK ver msg";
      case PUBLIC_KEY -> "Public key";
      case PK_VER_MSG -> "PK ver msg";
      case DH_INIT -> "D-H init";
      case DH_RESP -> "D-H resp";
      case ERROR -> "Error";
      case DHHMAC_INIT -> "DHHMAC init";
      case DHHMAC_RESP -> "DHHMAC resp";
      case RSA_R_I_MSG -> "RSA-R I_MSG";
      case RSA_R_R_MSG -> "RSA-R R_MSG";
    };
  }
}
