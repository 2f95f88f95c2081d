package ringfence.mikey;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// What a pre-shared key makes of a message: its KEMAC opened, its MAC judged, its streams' keys.
record Unlocking(
    MikeyMessage message,
    Optional<MikeyMessage> first,
    boolean keysShown,
    FieldList fields,
    List<Dissection.Finding> findings) {
  void explain(PreSharedKey key) {
    switch (message.header().dataType()) {
      case PRE_SHARED -> initiators(key, PskMessage.of(message));
      case PSK_VER_MSG, ERROR -> answer(key);
      case DHHMAC_INIT, DHHMAC_RESP -> macAlone(key);
      case PUBLIC_KEY, PK_VER_MSG, DH_INIT, DH_RESP, RSA_R_I_MSG, RSA_R_R_MSG ->
          found("key", "a pre-shared key says nothing of this kind of message", "RFC 3830 3");
    }
  }

  private void initiators(PreSharedKey key, PskMessage read) {
    Optional<Octets> rand = read.common().rand().map(Rand::value).or(this::firstRand);
    if (rand.isEmpty()) {
      found("MAC", "not judged: RAND is in the first message of the bundle", "RFC 3830 4.5");
      return;
    }
    try (MessageKeys keys = key.use(it -> new MessageKeys(it, read.common().csbId(), rand.get()))) {
      Kemac kemac = read.kemac();
      KeyTransport.check(kemac, true, read.kemacAt());
      boolean none = kemac.macAlgorithm() == MacAlgorithm.NULL;
      if (!read.isAuthentic(keys)) {
        // What a wrong key decrypts to is no keys.
        found("MAC", "wrong: another pre-shared key, or changed on the way", "RFC 3830 5.2");
        return;
      }
      found("MAC", none ? "none: nothing proves who sent it" : "right", "RFC 3830 5.2");
      keys(
          read,
          rand.get(),
          KeyTransport.keys(kemac, read.common().timestamp(), keys, read.keysAt()));
    }
  }

  private void keys(PskMessage read, Octets rand, List<KeyData> content) {
    int at = read.keysAt();
    for (int i = 0; i < content.size(); i++) at = keyData(content, i, at);
    Csb.Terms terms = read.common().terms(Optional.empty());
    new KeyRules(read.keysAt()).check(content, terms);
    try (Csb csb = new Csb(read.common().csbId(), rand, terms, content)) {
      for (CryptoSessionKeys it : csb.derive()) {
        stream(it);
        it.close();
      }
    }
  }

  /// Explains one Key data sub-payload and gives the octet behind it.
  private int keyData(List<KeyData> content, int index, int first) {
    KeyData it = content.get(index);
    int next = index + 1 < content.size() ? PayloadType.KEY_DATA : PayloadType.LAST;
    int at = first;
    String nextWords = next == PayloadType.LAST ? "0 Last payload" : "20 Key data";
    fields.within(at++, 1, "Next Payload", nextWords);
    fields.within(
        at++, 1, "Type, KV", it.standardName() + "; KV = " + PayloadWords.words(it.validity()));
    fields.within(at, 2, "Key data len", it.key().length() + " octets");
    at = secret(at + 2, "Key data", it.key());
    if (it.salt().isPresent()) {
      fields.within(at, 2, "Salt len", it.salt().get().length() + " octets");
      at = secret(at + 2, "Salt data", it.salt().get());
    }
    int validity = it.validity().octets().length;
    if (validity > 0) fields.within(at, validity, "KV data", PayloadWords.words(it.validity()));
    return at + validity;
  }

  private int secret(int at, String name, Secret secret) {
    fields.within(at, secret.length(), name, secret.use(this::shown));
    return at + secret.length();
  }

  private void stream(CryptoSessionKeys session) {
    String name = "CS " + session.id() + ", ";
    found(name + "policy", words(session), "RFC 3830 6.1.1");
    session
        .keys()
        .forEach(
            it ->
                it.key()
                    .use(
                        (key, salt) -> {
                          found(name + "master key", shown(key), "RFC 3830 4.1.3");
                          found(name + "master salt", shown(salt), "RFC 3830 4.1.3");
                          return true;
                        }));
  }

  private static String words(CryptoSessionKeys session) {
    List<String> words = new ArrayList<>();
    words.add(session.policy().profile().name());
    if (!session.policy().rtpEncrypted()) words.add("RTP not encrypted");
    if (!session.policy().rtcpEncrypted()) words.add("RTCP not encrypted");
    if (!session.policy().rtpAuthenticated()) words.add("RTP not authenticated");
    int rate = session.policy().keyDerivationRate();
    if (rate > 0) words.add("keys derived anew every " + rate + " packets");
    return "SSRC " + session.ssrc() + ", " + String.join(", ", words);
  }

  private String shown(byte[] secret) {
    return keysShown ? HexFormat.of().formatHex(secret) : secret.length * 8 + " bits, not shown";
  }

  private void macAlone(PreSharedKey key) {
    Optional<Octets> rand = message.first(Rand.class).map(Rand::value).or(this::firstRand);
    Optional<Kemac> kemac = message.first(Kemac.class);
    if (rand.isEmpty() || kemac.isEmpty()) {
      found("MAC", "not judged: RAND is in the Initiator's message", "RFC 4650 4.2");
      return;
    }
    int csbId = message.header().csbId();
    Octets mac = kemac.get().mac();
    try (MessageKeys keys = key.use(it -> new MessageKeys(it, csbId, rand.get()))) {
      boolean right = mac.length() > 0 && keys.verifies(mac, message.covered(mac.length()));
      found("MAC", right ? "right" : "wrong", "RFC 4650 4.2");
    }
  }

  private void answer(PreSharedKey key) {
    Optional<VerMsg> last = message.first(VerMsg.class);
    if (last.isEmpty()) {
      found("V", "none: no more than a hint", "RFC 3830 5.1.2");
      return;
    }
    if (first.isEmpty() || firstRand().isEmpty()) {
      found("V", "not judged: RAND is in the Initiator's message", "RFC 3830 5.2");
      return;
    }
    Parties parties = new SentMessage(first.get()).answeredBy(message);
    int csbId = message.header().csbId();
    try (MessageKeys keys = key.use(it -> new MessageKeys(it, csbId, firstRand().get()))) {
      boolean right = Verification.isRight(message, last.get(), keys, parties);
      found("V", right ? "right" : "wrong", "RFC 3830 5.2");
    }
  }

  private Optional<Octets> firstRand() {
    return first.flatMap(it -> it.first(Rand.class)).map(Rand::value);
  }

  private void found(String name, String value, String clause) {
    findings.add(new Dissection.Finding(name, value, clause));
  }
}
