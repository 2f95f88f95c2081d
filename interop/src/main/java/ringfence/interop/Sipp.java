package ringfence.interop;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// SIPp as one user, over UDP or, through a tunnel, over TLS.
final class Sipp implements AutoCloseable {
  private static final int PORT = 15090;

  /// Who drives which proxy, whose users are of a domain: over TLS where there is an authority to
  /// trust, else over UDP.
  record Seat(
      Ground ground, int host, InetSocketAddress proxy, String domain, Optional<Path> authority) {
    /// The proxy's address is the domain.
    Seat(Ground ground, int host, InetSocketAddress proxy, Optional<Path> authority) {
      this(ground, host, proxy, text(proxy), authority);
    }

    InetSocketAddress sentBy() {
      return ground.at(host, PORT);
    }
  }

  /// What a user does. The two sides of a call run in scenarios of the same Call-ID, so that the
  /// callee can register and be called in one scenario.
  record Part(String user, String callee, String callId) {
    static Part registers(String user, String callId) {
      return new Part(user, "", callId);
    }
  }

  private final Peer process;
  private final Path errors;
  private final Optional<TlsTunnel> tunnel;

  private Sipp(Peer process, Path errors, Optional<TlsTunnel> tunnel) {
    this.process = process;
    this.errors = errors;
    this.tunnel = tunnel;
  }

  static Sipp start(Seat seat, String scenario, Part part) {
    return start(seat, scenario, Map.of(), part);
  }

  /// Starts a scenario of the resources with some values filled in.
  static Sipp start(Seat seat, String scenario, Map<String, String> values, Part part) {
    Path folder = seat.ground().subfolder("sipp-" + part.user() + "-" + part.callId());
    Path file = seat.ground().write("sipp/" + scenario, folder.resolve("scenario.xml"), values);
    var tunnel = seat.authority().map(ca -> TlsTunnel.open(seat.sentBy(), seat.proxy(), ca));
    var command = new ArrayList<>(List.of("sipp", "-sf", file.toString()));
    if (tunnel.isPresent()) {
      command.add(text(tunnel.get().entrance()));
      command.addAll(List.of("-t", "t1", "-i", seat.sentBy().getHostString(), "-p", "0"));
      command.addAll(List.of("-key", "wire", "TLS", "-key", "contact", ";transport=tls"));
    } else {
      command.add(text(seat.proxy()));
      command.addAll(List.of("-t", "u1", "-i", seat.sentBy().getHostString(), "-p", "" + PORT));
      command.addAll(List.of("-key", "wire", "UDP", "-key", "contact", ""));
    }
    command.addAll(part(part, seat.domain(), text(seat.sentBy())));
    command.addAll(List.of("-m", "1", "-nostdin", "-trace_err", "-error_file", "errors"));
    command.addAll(List.of("-trace_msg", "-message_file", "messages"));
    Peer process = Peer.start("sipp as " + part.user(), folder, command);
    return new Sipp(process, folder.resolve("errors"), tunnel);
  }

  Peer process() {
    return process;
  }

  /// Waits for the end of the scenario, which must have gone as written.
  void succeeds(Duration patience) {
    int exit = process.exit(patience);
    if (exit != 0) throw new AssertionError("sipp ended with " + exit + ": " + errors());
  }

  @Override
  public void close() {
    process.close();
    tunnel.ifPresent(TlsTunnel::close);
  }

  private static List<String> part(Part part, String domain, String sentBy) {
    String uri = part.callee().isEmpty() ? domain : part.callee() + "@" + domain;
    var keys = new ArrayList<>(List.of("-cid_str", part.callId(), "-auth_uri", uri));
    keys.addAll(List.of("-au", part.user(), "-ap", "secret" + part.user()));
    keys.addAll(List.of("-key", "user", part.user(), "-key", "callee", part.callee()));
    keys.addAll(List.of("-key", "proxy", domain, "-key", "sentby", sentBy));
    return keys;
  }

  private String errors() {
    try {
      if (!Files.exists(errors)) return process.text();
      return Files.readString(errors, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static String text(InetSocketAddress address) {
    return address.getHostString() + ":" + address.getPort();
  }
}
