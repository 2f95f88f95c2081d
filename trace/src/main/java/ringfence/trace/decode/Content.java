package ringfence.trace.decode;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import ringfence.rtp.RtpHeader;
import ringfence.sdp.RtpMap;
import ringfence.sdp.SessionDescription;
import ringfence.sip.message.Parsed;
import ringfence.sip.message.SipMessage;
import ringfence.sip.message.SipParser;
import ringfence.trace.capture.Carrier;
import ringfence.trace.tls.TlsEvent;

/// What was said, in the words of the list's columns.
public sealed interface Content {
  /// The column Protocol: `SIP/SDP/MIKEY`.
  String protocol();

  /// The column Info.
  String info();

  /// About how many octets of memory it takes beside what all rows do.
  default int held() {
    return 0;
  }

  ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

  /// A SIP message.
  ///
  /// @param session its session description, where it has one that can be read
  record Sip(SipMessage message, Optional<SessionDescription> session, Carrier carrier)
      implements Content {
    /// What a value between commas takes when it has been read, measured; and a parameter, a word
    /// or a line.
    private static final int VALUE = 160;

    private static final int WORD = 56;

    /// A whole message; empty for what is none.
    public static Optional<Sip> read(byte[] octets, Carrier carrier) {
      return new SipParser().parse(octets) instanceof Parsed.Message(var message)
          ? Optional.of(new Sip(message, SdpBody.of(message), carrier))
          : Optional.empty();
    }

    /// The message with another text of its description, in which a character is an octet.
    public SipMessage withSession(UnaryOperator<String> change) {
      return session.isEmpty() ? message : SdpBody.with(message, change);
    }

    @Override
    public String protocol() {
      if (session.isEmpty()) return "SIP";
      return SipInfo.mikey(session.get()).isEmpty() ? "SIP/SDP" : "SIP/SDP/MIKEY";
    }

    @Override
    public String info() {
      return SipInfo.of(this);
    }

    @Override
    public int held() {
      byte[] octets = message.toBytes();
      int structured = octets.length - (session.isEmpty() ? message.bodyLength() : 0);
      int held = 2 * octets.length;
      for (int i = 0; i < structured; i++) {
        held +=
            switch (octets[i]) {
              case ',' -> VALUE;
              case ';', ' ', '\n' -> WORD;
              default -> 0;
            };
      }
      return held;
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

  /// Records of a TLS connection that came together.
  ///
  /// @param version `TLS` before the server has chosen one, then as in `TLS 1.3`
  record Tls(String version, List<TlsEvent> events) implements Content {
    public Tls {
      events = List.copyOf(events);
    }

    @Override
    public String protocol() {
      return version.replace("TLS ", "TLSv");
    }

    @Override
    public String info() {
      return events.stream().map(TlsEvent::info).collect(Collectors.joining(", "));
    }

    @Override
    public int held() {
      return events.stream().mapToInt(TlsEvent::held).sum();
    }
  }

  /// A TCP segment that says nothing more than this.
  ///
  /// @param flags by name, as in `SYN, ACK`
  record Tcp(int sourcePort, int destinationPort, String flags, int length) implements Content {
    static Tcp of(Segment segment) {
      return new Tcp(
          segment.sourcePort(),
          segment.destinationPort(),
          segment.flagNames(),
          segment.payload().remaining());
    }

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
  /// @param codec what its payload type means
  /// @param security whether it was protected, and opened
  /// @param payload in clear, or what it is protected as
  /// @param calls the Call-IDs of the calls that described its ports
  record Rtp(
      RtpHeader header, RtpMap codec, Security security, ByteBuffer payload, List<String> calls)
      implements Content {
    /// What is kept of it where only its header matters.
    public Rtp withoutPayload() {
      return new Rtp(header, codec, security, NOTHING, calls);
    }

    @Override
    public String protocol() {
      return security == Security.CLEAR ? "RTP" : "SRTP";
    }

    @Override
    public int held() {
      return payload.remaining();
    }

    @Override
    public String info() {
      return "PT="
          + codec.encodingName()
          + ", SSRC="
          + header.ssrc()
          + ", Seq="
          + header.sequenceNumber().value()
          + ", Time="
          + header.timestamp()
          + (header.marker() ? ", Mark" : "")
          + security.words();
    }
  }

  /// An RTCP packet.
  ///
  /// @param packet in clear, or as it was protected
  /// @param calls the Call-IDs of the calls that described its ports
  record Rtcp(String info, Security security, ByteBuffer packet, List<String> calls)
      implements Content {
    /// What is kept of it where only what it is matters.
    public Rtcp withoutPacket() {
      return new Rtcp(info, security, NOTHING, calls);
    }

    @Override
    public String protocol() {
      return security == Security.CLEAR ? "RTCP" : "SRTCP";
    }

    @Override
    public int held() {
      return packet.remaining();
    }
  }

  /// How media was protected.
  enum Security {
    CLEAR(""),
    OPENED(", decrypted"),
    /// Opened, by a key in whose place its party has told another since.
    OUTDATED(", decrypted with a replaced key"),
    /// Protected, and the same packet was seen before on this way.
    REPEATED(", seen before"),
    /// Protected, and only the header was asked for.
    UNTRIED(""),
    /// Protected, and no key that is known opens it.
    LOCKED("");

    private final String words;

    Security(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }

    /// Whether what it protected is at hand.
    public boolean isReadable() {
      return this == CLEAR || this == OPENED || this == OUTDATED;
    }
  }

  /// Something else.
  ///
  /// @param ipProtocol of what is neither TCP nor UDP or not whole, as registered by IANA
  /// @param quoted what an ICMP error is about
  record Other(String protocol, String info, OptionalInt ipProtocol, Optional<Quoted> quoted)
      implements Content {
    public Other(String protocol, String info) {
      this(protocol, info, OptionalInt.empty(), Optional.empty());
    }

    static Other of(int ipProtocol, String info) {
      return new Other("IP", info, OptionalInt.of(ipProtocol), Optional.empty());
    }

    static Other icmp(Datagram datagram) {
      return new Other("ICMP", "", OptionalInt.of(datagram.protocol()), Quoted.of(datagram));
    }
  }

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
