package ringfence.trace.diagnose;

import java.util.Optional;
import java.util.stream.Stream;
import ringfence.trace.tls.TlsEvent;

/// No cause, but why the cause may not be seen: what is encrypted could not be read.
final class SecretMissing {
  private SecretMissing() {}

  static Optional<Verdict> judge(Link link) {
    return Stream.of(Party.values())
        .flatMap(party -> link.firstEvent(party, TlsEvent.Encrypted.class).stream())
        .findFirst()
        .map(SecretMissing::verdict);
  }

  private static Verdict verdict(Found<TlsEvent.Encrypted> found) {
    String reason = found.what().why().sentence();
    return Verdict.of("capture.unread", 0.1, "What is encrypted could not be read: " + reason + ".")
        .seen(found.frame(), found.what().info())
        .cure(
            switch (found.what().why().kind()) {
              case NO_SECRET, RESUMED -> "Give the key log of the client or the server (--keylog).";
              case NO_KEY -> "Give the server's private key (--key) or a key log (--keylog).";
              case WRONG_KEY -> "Give the key that belongs to the certificate (--key).";
              case NO_HANDSHAKE, HANDSHAKE_LOST, PLACE_LOST ->
                  "Capture again, with the whole connection from its first packet on.";
              case UNREAD_SUITE, NOT_AUTHENTIC -> "Capture again with AES-GCM or ChaCha20.";
            });
  }
}
