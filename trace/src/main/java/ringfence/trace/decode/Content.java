package ringfence.trace.decode;

import java.nio.ByteBuffer;
import java.util.Optional;
import ringfence.rtp.RtpHeader;
import ringfence.sdp.SessionDescription;
import ringfence.sip.message.SipMessage;
import ringfence.trace.capture.Carrier;

/// What was said, in the words of the list's columns.
public sealed interface Content {
  /// The column Protocol: `SIP/SDP/MIKEY`.
  String protocol();

  /// The column Info.
  String info();

  /// A SIP message.
  ///
  /// @param session its session description, where it has one that can be read
  record Sip(SipMessage message, Optional<SessionDescription> session, Carrier carrier)
      implements Content {
    @Override
    public String protocol() {
      if (session.isEmpty()) return "SIP";
      return SipInfo.mikey(session.get()).isEmpty() ? "SIP/SDP" : "SIP/SDP/MIKEY";
    }

    @Override
    public String info() {
      return SipInfo.of(this);
    }
  }

  /// A keep-alive between SIP messages, RFC 5626 section 4.4.1.
  record KeepAlive(boolean ping, Carrier carrier) implements Content {
    @Override
    public String protocol() {
      return "SIP";
    }

    @Override
    public String info() {
      return ping ? "Keep-alive: ping (CRLF CRLF)" : "Keep-alive: pong (CRLF)";
    }
  }

  /// Something of a TLS connection.
  ///
  /// @param version such as `TLSv1.3`
  record Tls(String version, String info) implements Content {
    @Override
    public String protocol() {
      return version;
    }
  }

  /// A TCP segment that says nothing more than this.
  ///
  /// @param flags by name, as in `SYN, ACK`
  record Tcp(int sourcePort, int destinationPort, String flags, int length) implements Content {
    @Override
    public String protocol() {
      return "TCP";
    }

    @Override
    public String info() {
      return sourcePort + " → " + destinationPort + " [" + flags + "] Len=" + length;
    }
  }

  /// An RTP packet.
  ///
  /// @param codec by its name, or the number of its payload type
  /// @param security whether it was protected, and opened
  /// @param payload in clear, or what it is protected as
  record Rtp(RtpHeader header, String codec, Security security, ByteBuffer payload)
      implements Content {
    @Override
    public String protocol() {
      return security == Security.CLEAR ? "RTP" : "SRTP";
    }

    @Override
    public String info() {
      return "PT=%s, SSRC=0x%08X, Seq=%d, Time=%d%s%s"
          .formatted(
              codec,
              header.ssrc().bits(),
              header.sequenceNumber().value(),
              header.timestamp(),
              header.marker() ? ", Mark" : "",
              security.words());
    }
  }

  /// An RTCP packet.
  record Rtcp(String info, Security security) implements Content {
    @Override
    public String protocol() {
      return security == Security.CLEAR ? "RTCP" : "SRTCP";
    }
  }

  /// How media was protected.
  enum Security {
    CLEAR(""),
    OPENED(", decrypted"),
    /// Protected, and the same packet was seen before on this way.
    REPEATED(", seen before"),
    /// Protected, and no key that is known opens it.
    LOCKED("");

    private final String words;

    Security(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  /// Something else.
  record Other(String protocol, String info) implements Content {}

  /// What cannot be read, and why.
  ///
  /// @param protocol of what it should be
  record Malformed(String protocol, String clause, String reason) implements Content {
    @Override
    public String info() {
      return clause.isEmpty()
          ? "Malformed: " + reason
          : "Malformed: " + reason + " (" + clause + ")";
    }
  }
}
