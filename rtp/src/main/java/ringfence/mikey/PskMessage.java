package ringfence.mikey;

import java.util.List;
import java.util.Optional;

/// An Initiator's pre-shared key message, RFC 3830 section 3.1.
record PskMessage(InitiatorMessage common, Kemac kemac) {
  static PskMessage of(MikeyMessage message) {
    InitiatorMessage common = InitiatorMessage.of(message, DataType.PRE_SHARED, PayloadType.KEMAC);
    Kemac kemac = common.contents().one(PayloadType.KEMAC, Kemac.class);
    // RFC 3830 6.2: with a pre-shared key KEMAC "is the last payload in the message".
    common.contents().last(kemac);
    return new PskMessage(common, kemac);
  }

  int kemacAt() {
    return common.contents().offset(kemac);
  }

  /// The octet at which the encrypted keys begin.
  int keysAt() {
    return kemacAt() + 4;
  }

  boolean isAuthentic(MessageKeys keys) {
    return switch (kemac.macAlgorithm()) {
      case NULL -> true;
      case HMAC_SHA_1_160 ->
          keys.verifies(kemac.mac(), common.message().covered(kemac.mac().length()));
    };
  }

  /// The keys of the message, or those of the bundle that it updates when it brings none.
  List<KeyData> keys(Optional<Csb> updated, MessageKeys keys) {
    List<KeyData> content = KeyTransport.keys(kemac, common.timestamp(), keys, keysAt());
    if (!content.isEmpty()) return content;
    return updated
        .orElseThrow(
            () ->
                new Fault(
                    ErrorNumber.UNSPECIFIED, "RFC 3830 6.2", "no key, and no update", kemacAt()))
        .copyOfKeys();
  }
}
