package ringfence.bench;

import gov.nist.javax.sip.header.CSeq;
import gov.nist.javax.sip.header.CallID;
import gov.nist.javax.sip.header.From;
import gov.nist.javax.sip.header.MaxForwards;
import gov.nist.javax.sip.header.To;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import ringfence.sip.message.Header;
import ringfence.sip.message.HostPort;
import ringfence.sip.message.Parsed;
import ringfence.sip.message.SipParser;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.Transport;
import ringfence.sip.message.Via;

/// Reads one INVITE of a terminal adapter, about 900 bytes, as a proxy has to: Request-URI, topmost
/// Via, From, To, Call-ID, CSeq, Max-Forwards, Route. `forward` also takes a hop off, adds a Via
/// and writes it out. The peer is JAIN-SIP's parser with the same things read.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class SipParserBench {
  private final byte[] invite = read();
  private final SipParser parser = new SipParser(Header.ROUTE);
  private final StringMsgParser peer = new StringMsgParser();
  private final Via ours =
      Via.of(Transport.TLS, HostPort.of("192.168.120.11", 5062), "z9hG4bKf1e2d3c4");

  private static byte[] read() {
    try (InputStream in = SipParserBench.class.getResourceAsStream("invite.txt")) {
      String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      return text.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private SipRequest parsed() {
    if (parser.parse(invite) instanceof Parsed.Message(SipRequest request)) return request;
    throw new IllegalStateException("the INVITE does not parse");
  }

  @Benchmark
  public void parse(Blackhole sink) {
    SipRequest request = parsed();
    sink.consume(request.uri());
    sink.consume(request.topVia().branch());
    sink.consume(request.from().tag());
    sink.consume(request.to().tag());
    sink.consume(request.callId());
    sink.consume(request.cseq());
    sink.consume(request.headers().first(Header.MAX_FORWARDS));
    sink.consume(request.headers().first(Header.ROUTE));
  }

  @Benchmark
  public byte[] parseAndWrite() {
    return parsed().toBytes();
  }

  @Benchmark
  public byte[] forward() {
    SipRequest request = parsed();
    int hops = request.headers().first(Header.MAX_FORWARDS).orElse(70);
    return request
        .with(request.headers().with(Header.MAX_FORWARDS, hops - 1).prepend(Header.VIA, ours))
        .toBytes();
  }

  private SIPRequest peerParsed() throws ParseException {
    return (SIPRequest) peer.parseSIPMessage(invite, true, true, null);
  }

  @Benchmark
  public void peerParse(Blackhole sink) throws ParseException {
    SIPRequest request = peerParsed();
    sink.consume(request.getRequestURI());
    sink.consume(request.getTopmostVia().getBranch());
    sink.consume(((From) request.getFrom()).getTag());
    sink.consume(((To) request.getTo()).getTag());
    sink.consume(((CallID) request.getCallId()).getCallId());
    sink.consume(((CSeq) request.getCSeq()).getSeqNumber());
    sink.consume(((MaxForwards) request.getMaxForwards()).getMaxForwards());
    sink.consume(request.getRouteHeaders());
  }

  @Benchmark
  public byte[] peerParseAndWrite() throws ParseException {
    return peerParsed().encodeAsBytes("tls");
  }
}
