package ringfence.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import ringfence.trace.capture.Carrier;
import ringfence.trace.capture.Observed;
import ringfence.trace.capture.PcapngFile;
import ringfence.trace.capture.TrafficFile;

/// Makes the capture that `bench/trace/run` reads: forty telephones make one secure call after the
/// other, half of them over TLS, with its secrets in the file, half over UDP. The same size makes
/// the same file.
final class LargeCapture {
  private static final int TELEPHONES = 40;
  private static final Duration TICK = Duration.ofMillis(20);
  private static final InetSocketAddress PROXY = at("10.0.0.1", 5061);
  private static final InetSocketAddress PROXY_UDP = at("10.0.0.1", 5060);

  /// In ticks, when a call goes on.
  private static final int RINGING = 5;

  private static final int ANSWERED = 25;
  private static final int BYE = 176;
  private static final int NEXT = 200;
  private static final int CALLS_PER_CONNECTION = 8;

  private final PcapngFile file;
  private final TrafficFile traffic;
  private final List<Telephone> telephones = new ArrayList<>();
  private Instant now = Instant.parse("2026-11-26T08:00:00Z");
  private long calls;

  private LargeCapture(OutputStream out) throws IOException {
    file = PcapngFile.to(out, PcapngFile.LinkType.RAW);
    traffic = new TrafficFile(file);
    for (int i = 0; i < TELEPHONES; i++) telephones.add(new Telephone(i));
  }

  /// Arguments: the file, and how many million octets it is to have.
  static void main(String... args) throws IOException {
    var file = Path.of(args[0]);
    long octets = Long.parseLong(args[1]) * 1_000_000;
    try (var out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
      var capture = new LargeCapture(out);
      while (Files.size(file) < octets) capture.tick();
      capture.file.flush();
      System.err.println(capture.calls + " calls");
    }
  }

  private void tick() throws IOException {
    now = now.plus(TICK);
    for (Telephone it : telephones) it.tick();
  }

  private static InetSocketAddress at(String address, int port) {
    return new InetSocketAddress(InetAddress.ofLiteral(address), port);
  }

  /// One telephone, which makes every other call over TLS if it does so at all.
  private final class Telephone {
    private final boolean secure;
    private final String address;
    private final String peer;
    private final Random chance;
    private int tick;
    private long made;
    private MadeCall call;
    private MadeTls tls;

    Telephone(int index) {
      this.secure = index % 2 == 0;
      this.address = "10.1.0." + (index + 1);
      this.peer = "10.2.0." + (index + 1);
      this.chance = new Random(index);
      this.tick = -index * 5;
      this.tls = new MadeTls(chance);
      this.call = next();
    }

    private MadeCall next() {
      return new MadeCall(calls++, address, peer, secure ? "TLS" : "UDP", now);
    }

    void tick() throws IOException {
      switch (tick++) {
        case 0 -> begin();
        case RINGING -> answer(call.ringing());
        case ANSWERED -> {
          answer(call.answered());
          say(call.ack());
        }
        case BYE -> {
          say(call.bye());
          answer(call.ended());
        }
        case NEXT -> {
          call = next();
          tick = 0;
        }
        default -> {
          if (tick > ANSWERED && tick <= BYE) media();
        }
      }
    }

    private void begin() throws IOException {
      if (secure && made > 0 && made % CALLS_PER_CONNECTION == 0) traffic.ended(now, own(), PROXY);
      if (made++ % CALLS_PER_CONNECTION == 0 && secure) connect();
      say(call.invite());
      answer(call.trying());
    }

    private void connect() throws IOException {
      tls = new MadeTls(chance);
      byte[][] flights = tls.handshake();
      file.tlsSecrets(tls.keyLog());
      carry(Carrier.TCP, own(), PROXY, flights[0]);
      carry(Carrier.TCP, PROXY, own(), flights[1]);
      carry(Carrier.TCP, own(), PROXY, flights[2]);
    }

    /// A connection has a port of its own.
    private InetSocketAddress own() {
      return at(
          address, secure ? (int) (20_000 + (made - 1) / CALLS_PER_CONNECTION % 40_000) : 5060);
    }

    private void say(byte[] message) throws IOException {
      if (secure) carry(Carrier.TCP, own(), PROXY, tls.fromClient(message));
      else carry(Carrier.UDP, own(), PROXY_UDP, message);
    }

    private void answer(byte[] message) throws IOException {
      if (secure) carry(Carrier.TCP, PROXY, own(), tls.fromServer(message));
      else carry(Carrier.UDP, PROXY_UDP, own(), message);
    }

    private void media() throws IOException {
      InetSocketAddress here = at(address, call.port(true));
      InetSocketAddress there = at(peer, call.port(false));
      carry(Carrier.UDP, here, there, call.packet(true));
      carry(Carrier.UDP, there, here, call.packet(false));
    }

    private void carry(
        Carrier carrier, InetSocketAddress source, InetSocketAddress destination, byte[] octets)
        throws IOException {
      traffic.write(new Observed(now, carrier, source, destination, octets));
    }
  }
}
