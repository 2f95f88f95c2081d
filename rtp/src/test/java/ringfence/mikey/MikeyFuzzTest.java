package ringfence.mikey;

import static org.assertj.core.api.Assertions.assertThat;
import static ringfence.mikey.ModeVectors.RESPONDER;
import static ringfence.mikey.ModeVectors.TOLERANCE;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import ringfence.mikey.Dissection.Knowledge;
import ringfence.rtp.Ssrc;

class MikeyFuzzTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_790_000_000);

  private static List<byte[]> seeds() {
    List<byte[]> seeds = new ArrayList<>();
    for (Json it : PskVectorTest.vectors()) {
      seeds.add(it.at("i_message").at("hex").hex().array());
      it.find("response").ifPresent(r -> seeds.add(r.at("r_message_hex").hex().array()));
    }
    for (Json it : Json.resource("/mikey/modes.json").at("vectors").list()) {
      seeds.add(Base64.getDecoder().decode(it.at("i_message_base64").text()));
    }
    return seeds;
  }

  @Test
  void any_octets_are_a_value_and_what_is_read_is_written_again() {
    Random chance = new Random(3830);
    List<byte[]> seeds = seeds();
    int good = 0;
    for (int i = 0; i < 40_000; i++) {
      byte[] octets = mutate(seeds.get(chance.nextInt(seeds.size())), chance);
      if (MikeyMessage.read(octets) instanceof MikeyMessage.Reading.Good(var message)) {
        good++;
        assertThat(Arrays.equals(message.write(), octets)).isTrue();
      }
    }
    assertThat(good).isBetween(10_000, 35_000);
  }

  @Test
  void any_message_with_a_right_MAC_is_a_value_and_so_is_any_explanation() {
    Random chance = new Random(6043);
    byte[] psk = new byte[16];
    PreSharedKey key = PreSharedKey.ofOctets(psk);
    Knowledge known = new Knowledge(Optional.of(key), Optional.empty(), true);
    PskResponder responder = new PskResponder(key, new ReplayCache(100_000), ResponderRules.USUAL);
    int accepted = 0;
    int refused = 0;
    for (int i = 0; i < 3_000; i++) {
      byte[] octets = forged(psk, chance);
      DissectionTest.assertCovers(Dissection.of(octets, known), octets.length);
      switch (responder.receive(octets, List.of(new Ssrc(7)), Optional.empty(), NOW)) {
        case Received.Accepted it -> accepted += it.sessions().isEmpty() ? 0 : 1;
        case Received.Refused _ -> refused++;
        case Received.Discarded _ -> {}
      }
    }
    assertThat(accepted).isGreaterThan(300);
    assertThat(refused).isGreaterThan(300);
  }

  @Test
  void any_octets_are_a_value_to_the_other_methods_and_to_an_Initiator() {
    Random chance = new Random(4650);
    List<byte[]> seeds = seeds();
    PskPair pair = new PskPair();
    PskInitiator initiator = pair.begin(PskPair.USUAL);
    byte[] answer = pair.accept(initiator, Optional.empty()).answer().orElseThrow().write();
    ReplayCache replays = new ReplayCache(100_000);
    var publicKey = new PublicKeyResponder(RESPONDER, replays, TOLERANCE);
    var reverse = new RsaReverseResponder(RESPONDER, replays, TOLERANCE);
    var signed = new DhAuthentication.Signed(RESPONDER);
    var dh = new DhResponder(signed, replays, TOLERANCE, RESPONDER.identity());
    int refused = 0;
    for (int i = 0; i < 4_000; i++) {
      byte[] octets = mutate(seeds.get(chance.nextInt(seeds.size())), chance);
      if (publicKey.receive(octets, List.of(), NOW, chance) instanceof Received.Refused) refused++;
      if (reverse.receive(octets, List.of(), NOW, chance) instanceof Received.Refused) refused++;
      if (dh.receive(octets, List.of(), NOW, chance) instanceof Received.Refused) refused++;
      byte[] changed = mutate(answer, chance);
      boolean agreed = initiator.answered(changed) instanceof Answered.Agreed;
      assertThat(agreed).isEqualTo(Arrays.equals(changed, answer));
    }
    assertThat(refused).isGreaterThan(9_000);
  }

  @Test
  void any_content_of_an_envelope_is_a_value() {
    Random chance = new Random(2104);
    Timestamp timestamp = Timestamp.of(NOW);
    int opened = 0;
    try (MessageKeys keys = new MessageKeys(new byte[16], 7, Octets.NONE)) {
      for (int i = 0; i < 3_000; i++) {
        try (var out = new OctetWriter()) {
          out.u8(20).octets(RESPONDER.identity().body()).octets(plain(chance));
          byte[] data = keys.crypt(mutate(out.toArray(), chance), timestamp);
          Kemac kemac =
              new Kemac(1, Octets.of(data), MacAlgorithm.HMAC_SHA_1_160, Octets.of(new byte[20]));
          byte[] covered = Arrays.copyOf(kemac.body(), kemac.body().length - 20);
          Kemac sealed = kemac.with(keys.mac(new byte[1], covered));
          Envelope.open(sealed, timestamp, keys, 0);
          opened++;
        } catch (Fault fault) {
          assertThat(fault.refusal().error()).isEqualTo(ErrorNumber.UNSPECIFIED);
        }
      }
    }
    assertThat(opened).isBetween(500, 2_900);
  }

  /// A message whose MAC is right, with keys and policies that need not be.
  private static byte[] forged(byte[] psk, Random chance) {
    Octets rand = Octets.of(bytes(16, chance));
    int csbId = chance.nextInt();
    List<CryptoSession> sessions =
        List.of(new CryptoSession(chance.nextInt(8) == 0 ? 1 : 0, new Ssrc(chance.nextInt(2)), 0));
    CommonHeader header =
        new CommonHeader(DataType.PRE_SHARED, true, 0, csbId, new CsIdMap.SrtpId(sessions));
    List<PolicyParameter> parameters = new ArrayList<>();
    for (int n = chance.nextInt(4); n > 0; n--) {
      int type = chance.nextInt(13);
      parameters.add(
          new PolicyParameter(type, Octets.of(bytes(chance.nextInt(8) == 0 ? 5 : 1, chance, 2))));
    }
    MikeyMessage draft =
        new MikeyMessage(
            header,
            List.of(
                Timestamp.unique(NOW, chance),
                new Rand(rand),
                new SecurityPolicy(0, 0, parameters)));
    try (MessageKeys keys = new MessageKeys(psk, csbId, rand)) {
      Timestamp timestamp = draft.first(Timestamp.class).orElseThrow();
      byte[] data = keys.crypt(plain(chance), timestamp);
      Kemac kemac =
          new Kemac(1, Octets.of(data), MacAlgorithm.HMAC_SHA_1_160, Octets.of(new byte[20]));
      byte[] mac = keys.mac(draft.with(kemac).covered(20));
      return draft.with(kemac.with(mac)).write();
    }
  }

  private static byte[] plain(Random chance) {
    KeyData key =
        new KeyData(
            chance.nextInt(4) == 0,
            new Secret(bytes(16, chance)),
            chance.nextBoolean() ? Optional.of(new Secret(bytes(14, chance))) : Optional.empty(),
            new KeyValidity.Null());
    byte[] plain = KeyData.writeAll(List.of(key));
    return chance.nextBoolean() ? plain : mutate(plain, chance);
  }

  private static byte[] bytes(int length, Random chance) {
    return bytes(length, chance, 256);
  }

  private static byte[] bytes(int length, Random chance, int bound) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) bytes[i] = (byte) chance.nextInt(bound);
    return bytes;
  }

  private static byte[] mutate(byte[] seed, Random chance) {
    byte[] octets = seed.clone();
    for (int n = chance.nextInt(3); n > 0; n--) {
      int at = chance.nextInt(octets.length);
      switch (chance.nextInt(4)) {
        case 0 -> octets[at] = (byte) chance.nextInt(256);
        case 1 -> octets[at] ^= (byte) (1 << chance.nextInt(8));
        case 2 -> octets = Arrays.copyOf(octets, Math.max(1, at));
        default -> octets = Arrays.copyOf(octets, octets.length + chance.nextInt(4));
      }
    }
    return octets;
  }
}
