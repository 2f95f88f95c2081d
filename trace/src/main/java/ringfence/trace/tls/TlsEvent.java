package ringfence.trace.tls;

/// What was seen on a TLS connection: one record, one handshake message of it, or what came
/// instead.
public sealed interface TlsEvent {
  Direction direction();

  /// One line for a list.
  String info();

  /// About how many octets of memory it takes.
  default int held() {
    return 64;
  }

  /// A handshake message that is whole.
  ///
  /// @param octets as they went, with type and length, in clear
  /// @param decrypted whether it went encrypted
  record Handshake(Direction direction, HandshakeMessage message, Octets octets, boolean decrypted)
      implements TlsEvent {
    @Override
    public String info() {
      return HandshakeWords.line(message);
    }

    /// A list takes a few times what it is long, and a certificate that is read more.
    @Override
    public int held() {
      return octets.length() * (message instanceof HandshakeMessage.CertificateMessage ? 9 : 5);
    }
  }

  /// The ServerHello before it goes on with the session of an earlier handshake: both have the keys
  /// from there, and neither shows a certificate again.
  record Resumed(Direction direction, Resumption by) implements TlsEvent {
    @Override
    public String info() {
      return "resumes a session";
    }
  }

  /// From here on the direction is encrypted with the new keys; means nothing in TLS 1.3.
  record ChangeCipherSpec(Direction direction) implements TlsEvent {
    @Override
    public String info() {
      return "Change Cipher Spec";
    }
  }

  record AlertSent(Direction direction, Alert alert, boolean decrypted) implements TlsEvent {
    @Override
    public String info() {
      return "Alert, " + alert;
    }
  }

  /// What the connection is for, in clear.
  record ApplicationData(Direction direction, Octets octets) implements TlsEvent {
    @Override
    public String info() {
      return "Application Data, " + octets.length() + " octets";
    }

    @Override
    public int held() {
      return octets.length();
    }
  }

  record Heartbeat(Direction direction, int length) implements TlsEvent {
    @Override
    public String info() {
      return "Heartbeat, " + length + " octets";
    }
  }

  /// An encrypted record that could not be read.
  ///
  /// @param type as the record says: in TLS 1.3 all are APPLICATION_DATA
  /// @param length of what is encrypted, in octets
  record Encrypted(Direction direction, ContentType type, int length, WhyNot why)
      implements TlsEvent {
    @Override
    public String info() {
      return "Encrypted %s, %d octets: %s".formatted(type, length, why.sentence());
    }
  }

  /// Octets that are not as TLS has them; the clause, and the reason.
  record Malformed(Direction direction, String clause, String reason) implements TlsEvent {
    @Override
    public String info() {
      return "Malformed: %s (%s)".formatted(reason, clause);
    }
  }

  /// The direction does not begin with TLS at all; nothing of it is read.
  ///
  /// @param first its first octets, 64 at most
  record NotTls(Direction direction, Octets first) implements TlsEvent {
    @Override
    public String info() {
      return "No TLS";
    }
  }

  /// Octets that are not in the capture.
  record Lost(Direction direction, long octets) implements TlsEvent {
    @Override
    public String info() {
      return octets + " octets are not in the capture";
    }
  }
}
