package ringfence.adapter.gateway;

import java.time.Duration;
import java.util.function.Consumer;
import ringfence.sip.message.CSeq;
import ringfence.sip.message.Header;
import ringfence.sip.message.Headers;
import ringfence.sip.message.HostPort;
import ringfence.sip.message.MediaType;
import ringfence.sip.message.Method;
import ringfence.sip.message.NameAddr;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipUri;
import ringfence.sip.transaction.Identifiers;
import ringfence.transport.Loop;

/// Asks a server again and again whether it is still there, with an OPTIONS: any answer says yes
/// (RFC 3261 section 11). On the SIP loop.
final class KeepAlive {
  private static final int MAX_FORWARDS = 70;

  private final Loop loop;
  private final UserAgent userAgent;
  private final Identifiers identifiers;
  private final HostPort server;
  private final Consumer<Boolean> outcome;
  private Loop.Timer timer = () -> {};

  /// Nothing is asked before it is started.
  ///
  /// @param outcome told after each question whether there was an answer
  KeepAlive(
      Loop loop,
      UserAgent userAgent,
      Identifiers identifiers,
      HostPort server,
      Consumer<Boolean> outcome) {
    this.loop = loop;
    this.userAgent = userAgent;
    this.identifiers = identifiers;
    this.server = server;
    this.outcome = outcome;
  }

  void start(KeepAliveTimes times) {
    timer = loop.every(times.every(), () -> new Question().ask(times.patience()));
  }

  /// Silence is told once, and an answer even when it is late.
  private final class Question {
    private Loop.Timer silence = () -> {};
    private boolean told;

    void ask(Duration patience) {
      silence = loop.after(patience, () -> tell(false));
      userAgent.probe(options(), this::tell);
    }

    private void tell(boolean answered) {
      silence.cancel();
      if (told && !answered) return;
      told = true;
      outcome.accept(answered);
    }
  }

  void stop() {
    timer.cancel();
  }

  private SipRequest options() {
    SipUri uri = SipUri.of(SipServers.inUri(server));
    NameAddr address = NameAddr.of(uri);
    Headers headers =
        Headers.NONE
            .append(Header.MAX_FORWARDS, MAX_FORWARDS)
            .append(Header.FROM, address.withTag(identifiers.tag()))
            .append(Header.TO, address)
            .append(Header.CALL_ID, identifiers.callId())
            .append(Header.CSEQ, new CSeq(identifiers.cseq(), Method.OPTIONS))
            // RFC 3261 11.1: "An Accept header field SHOULD be included"
            .append(Header.ACCEPT, MediaType.SDP);
    return new SipRequest(Method.OPTIONS, uri, headers);
  }
}
