package ringfence.mikey;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Authenticates the messages of one Diffie-Hellman exchange, ours and the other's.
record DhSeal(DhAuthentication authentication, int csbId, Octets rand) {
  /// RFC 4650 4.2: KEMAC conveys the MAC and no keys. Its numbers are those of IANA, which are not
  /// those that the RFC prints.
  private static final KeyTransport MAC_ALONE =
      new KeyTransport(EncryptionAlgorithm.NULL, MacAlgorithm.HMAC_SHA_1_160);

  static DataType initType(DhAuthentication authentication) {
    return switch (authentication) {
      case DhAuthentication.Signed _ -> DataType.DH_INIT;
      case DhAuthentication.Hmac _ -> DataType.DHHMAC_INIT;
    };
  }

  static DataType respType(DhAuthentication authentication) {
    return switch (authentication) {
      case DhAuthentication.Signed _ -> DataType.DH_RESP;
      case DhAuthentication.Hmac _ -> DataType.DHHMAC_RESP;
    };
  }

  /// The payloads that such messages have besides the common ones.
  static PayloadType[] payloads(DhAuthentication authentication) {
    return switch (authentication) {
      case DhAuthentication.Signed _ ->
          new PayloadType[] {PayloadType.DH, PayloadType.CERT, PayloadType.SIGN};
      case DhAuthentication.Hmac _ -> new PayloadType[] {PayloadType.DH, PayloadType.KEMAC};
    };
  }

  /// A message with its SIGN or KEMAC behind it.
  MikeyMessage seal(MikeyMessage draft) {
    return switch (authentication) {
      case DhAuthentication.Signed(var party) -> Signing.seal(draft, party);
      case DhAuthentication.Hmac(var key) -> {
        try (MessageKeys keys = keys(key)) {
          yield MAC_ALONE.seal(draft, List.of(), keys);
        }
      }
    };
  }

  /// An error message with its SIGN or V behind it.
  MikeyMessage sealError(MikeyMessage error, Parties parties) {
    return switch (authentication) {
      case DhAuthentication.Signed(var party) -> Signing.seal(error, party);
      case DhAuthentication.Hmac(var key) -> {
        try (MessageKeys keys = keys(key)) {
          yield Verification.seal(error, keys, parties);
        }
      }
    };
  }

  /// Refuses a message that is not authentic; `claimed` is who is said to have sent it. Gives the
  /// identity that is proved, if it has a name.
  Optional<Identity> check(Contents message, Optional<Identity> claimed) {
    return switch (authentication) {
      case DhAuthentication.Signed(var party) -> {
        var signer = Certificates.signer(message, claimed, party.trust());
        Signing.check(message, message.one(PayloadType.SIGN, Sign.class), signer);
        yield claimed.or(() -> Certificates.owner(signer));
      }
      case DhAuthentication.Hmac(var key) -> {
        checkMac(message, key);
        yield claimed;
      }
    };
  }

  private void checkMac(Contents message, PreSharedKey key) {
    Kemac kemac = message.one(PayloadType.KEMAC, Kemac.class);
    message.last(kemac);
    int at = message.offset(kemac);
    try (MessageKeys keys = keys(key)) {
      byte[] covered = message.message().covered(kemac.mac().length());
      boolean right =
          kemac.macAlgorithm() == MacAlgorithm.HMAC_SHA_1_160
              && kemac.data().length() == 0
              && keys.verifies(kemac.mac(), covered);
      if (!right) {
        throw new Fault(ErrorNumber.AUTH_FAILURE, "RFC 4650 4.2", "the MAC is wrong", at);
      }
    }
  }

  private MessageKeys keys(PreSharedKey key) {
    return key.use(it -> new MessageKeys(it, csbId, rand));
  }

  /// The payloads that say who we are and whom we talk to, ours first.
  List<Payload> parties(Optional<Identity> own, Optional<Identity> other) {
    List<Payload> payloads = new ArrayList<>();
    switch (authentication) {
      case DhAuthentication.Signed(var party) ->
          payloads.add(Certificates.payload(party.certificate()));
      case DhAuthentication.Hmac _ -> own.ifPresent(payloads::add);
    }
    other.ifPresent(payloads::add);
    return payloads;
  }
}
