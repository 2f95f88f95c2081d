package ringfence.transport;

import io.netty.handler.ssl.OpenSslSessionContext;
import io.netty.handler.ssl.OpenSslSessionTicketKey;
import io.netty.handler.ssl.SslContext;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/// The keys that seal the session tickets of one context (RFC 5077 section 4, RFC 8446 section
/// 4.6.1). A key seals for half the life of a ticket and opens for the other half, and is gone
/// then: what was recorded cannot be read with it later. The JDK's engine changes its own.
final class TicketKeys {
  private final OpenSslSessionContext sessions;
  private final Duration turn;
  private final SecureRandom chance = new SecureRandom();
  private OpenSslSessionTicketKey current;
  private Instant since;

  private TicketKeys(OpenSslSessionContext sessions, Duration life, Instant now) {
    this.sessions = sessions;
    this.turn = life.dividedBy(2);
    this.current = fresh();
    this.since = now;
    sessions.setTicketKeys(current);
  }

  /// Nothing where the engine is not BoringSSL.
  static Optional<TicketKeys> of(SslContext context, Duration life, Instant now) {
    return context.sessionContext() instanceof OpenSslSessionContext sessions
        ? Optional.of(new TicketKeys(sessions, life, now))
        : Optional.empty();
  }

  /// Called before each handshake.
  void turn(Instant now) {
    if (now.isBefore(since.plus(turn))) return;
    boolean opens = now.isBefore(since.plus(turn.multipliedBy(2)));
    OpenSslSessionTicketKey before = current;
    current = fresh();
    since = now;
    if (opens) sessions.setTicketKeys(current, before);
    else sessions.setTicketKeys(current);
  }

  private OpenSslSessionTicketKey fresh() {
    byte[] name = octets(OpenSslSessionTicketKey.NAME_SIZE);
    byte[] hmac = octets(OpenSslSessionTicketKey.HMAC_KEY_SIZE);
    byte[] aes = octets(OpenSslSessionTicketKey.AES_KEY_SIZE);
    var key = new OpenSslSessionTicketKey(name, hmac, aes);
    Arrays.fill(hmac, (byte) 0);
    Arrays.fill(aes, (byte) 0);
    return key;
  }

  private byte[] octets(int count) {
    var octets = new byte[count];
    chance.nextBytes(octets);
    return octets;
  }
}
