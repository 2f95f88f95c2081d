package ringfence.app.keys;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/// The chance of a MIKEY message that is to come out the same twice: what a person gives in the
/// place of chance, and chance for the rest.
///
/// An Initiator draws RAND and then the TGK by `nextBytes`, the CSB ID by `nextInt`, and the bits
/// of the timestamp below a millisecond by `nextLong`.
final class GivenChance implements RandomGenerator {
  private final SecureRandom chance = new SecureRandom();
  private final OptionalInt csbId;
  private final Optional<byte[]> tgk;
  private final boolean timeGiven;
  private Optional<byte[]> next;

  GivenChance(OptionalInt csbId, Optional<byte[]> rand, Optional<byte[]> tgk, boolean timeGiven) {
    this.csbId = csbId;
    this.next = rand;
    this.tgk = tgk;
    this.timeGiven = timeGiven;
  }

  @Override
  public void nextBytes(byte[] drawn) {
    chance.nextBytes(drawn);
    next.ifPresent(given -> fill(drawn, given));
    next = tgk;
  }

  private static void fill(byte[] drawn, byte[] given) {
    System.arraycopy(given, 0, drawn, 0, drawn.length);
    Arrays.fill(given, (byte) 0);
  }

  @Override
  public int nextInt() {
    return csbId.orElseGet(chance::nextInt);
  }

  @Override
  public long nextLong() {
    return timeGiven ? 0 : chance.nextLong();
  }
}
