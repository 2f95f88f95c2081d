package ringfence.trace.tls;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import ringfence.trace.tls.KeyLog.Label;
import ringfence.trace.tls.RsaKeys.RsaKey;

/// What is known for reading the connections of one capture: key logs, private keys of servers, and
/// the sessions that were read so far. Secrets may be added while connections are read; they are
/// erased when it is closed.
public final class TlsSecrets implements AutoCloseable {
  /// The type of a decryption secrets block with a key log: "TLSK" of the pcapng specification,
  /// section 4.7.
  private static final int TLS_KEY_LOG = 0x544c534b;

  private final KeyLog keyLog;
  private final RsaKeys rsaKeys = new RsaKeys();
  private final Sessions sessions = new Sessions();
  private int additions;

  public TlsSecrets() {
    this(KeyLog.USUAL);
  }

  /// @param most octets of a key log that are held; of more the oldest are forgotten
  public TlsSecrets(long most) {
    this.keyLog = new KeyLog(most);
  }

  /// Adds a key log, to the end of the text; how many of its lines were new and of use.
  public int addKeyLog(Reader text) throws IOException {
    additions++;
    return keyLog.add(text);
  }

  /// Adds whole lines of a key log; how many were new and of use.
  public int addKeyLog(String text) {
    try {
      return addKeyLog(new StringReader(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a string has none
    }
  }

  /// Adds the secrets of a decryption secrets block of a pcapng file; false for a type that is not
  /// TLS's.
  public boolean addDecryptionSecrets(int type, byte[] secrets) {
    if (type != TLS_KEY_LOG) return false;
    addKeyLog(new String(secrets, StandardCharsets.US_ASCII));
    return true;
  }

  /// Adds private keys by `ip,port,protocol,file`, several separated by `;`, for servers that let
  /// the client send its secret encrypted to their RSA key. What is wrong with the list comes back
  /// in sentences; what is right is taken all the same.
  public List<String> addRsaKeys(String list) {
    additions++;
    return rsaKeys.add(list);
  }

  /// Grows with each addition: whoever looked in vain looks again when it has grown.
  int additions() {
    return additions;
  }

  /// The lines of a key log that open these handshakes, as far as they are known: from key logs, or
  /// found by a private key or in a session that was resumed.
  ///
  /// @param clientRandoms of the handshakes
  public String keyLog(Set<Octets> clientRandoms) {
    return keyLog.lines(clientRandoms);
  }

  /// A master secret that was found otherwise than in a key log.
  void found(Octets clientRandom, TlsSecret master) {
    keyLog.put(Label.CLIENT_RANDOM, clientRandom, master);
  }

  Optional<TlsSecret> logged(Label label, Octets id) {
    return keyLog.secret(label, id);
  }

  List<RsaKey> rsaKeys(InetSocketAddress server) {
    return rsaKeys.of(server);
  }

  Sessions sessions() {
    return sessions;
  }

  @Override
  public void close() {
    keyLog.close();
    sessions.close();
  }
}
