package ringfence.trace.capture;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Optional;
import ringfence.sip.message.Method;
import ringfence.sip.message.Parsed;
import ringfence.sip.message.SipParser;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipUri;

/// Something that passed at a socket, as a tap saw it. Nobody may change the octets afterwards.
public sealed interface Passed {
  /// What happened at a moment.
  sealed interface Timed extends Passed {
    Instant time();
  }

  /// One datagram, as it was sent.
  @SuppressWarnings("ArrayRecordComponent") // octets on their way to a file, nothing to compare
  record Datagram(
      Instant time, InetSocketAddress source, InetSocketAddress destination, byte[] bytes)
      implements Timed {
    private static final int MOST_BYTES = 65_507;

    public Datagram {
      if (bytes.length > MOST_BYTES) {
        throw new IllegalArgumentException("a datagram of " + bytes.length + " octets");
      }
    }
  }

  /// A TCP connection is up; `source` opened it.
  ///
  /// @param ours whether that was us
  record Opened(Instant time, InetSocketAddress source, InetSocketAddress destination, boolean ours)
      implements Timed {
    InetSocketAddress peer() {
      return ours ? destination : source;
    }
  }

  /// An account, as `100@example.com`, registers over a connection: nothing that a capture shows.
  record Registers(
      Instant time, InetSocketAddress source, InetSocketAddress destination, String account)
      implements Timed {
    /// Empty where that is no REGISTER.
    public static Optional<Registers> of(Observed said) {
      // RFC 3261 10.2: "The To header field contains the address of record whose registration is to
      // be created, queried, or modified"
      return new SipParser().parse(said.bytes()) instanceof Parsed.Message(SipRequest request)
              && request.method().equals(Method.REGISTER)
              && request.to().uri() instanceof SipUri uri
          ? Optional.of(
              new Registers(
                  said.time(),
                  said.source(),
                  said.destination(),
                  uri.user().orElse("") + "@" + uri.host()))
          : Optional.empty();
    }
  }

  /// Octets of a TCP connection as they went over the wire, TLS records among them.
  @SuppressWarnings("ArrayRecordComponent") // octets on their way to a file, nothing to compare
  record Octets(Instant time, InetSocketAddress source, InetSocketAddress destination, byte[] bytes)
      implements Timed {}

  /// A TCP connection is over; `source` ended it.
  ///
  /// @param reset whether it broke, instead of being closed
  record Closed(
      Instant time, InetSocketAddress source, InetSocketAddress destination, boolean reset)
      implements Timed {}

  /// Lines of a key log (`SSLKEYLOGFILE`) that open what comes after.
  record Secrets(String lines) implements Passed {
    @Override
    public String toString() {
      return "Secrets";
    }
  }
}
