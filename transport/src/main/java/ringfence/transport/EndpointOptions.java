package ringfence.transport;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import ringfence.transport.tls.TlsEngine;

/// What an endpoint holds its connections to.
///
/// @param clock the time of day that certificates are held against
public record EndpointOptions(Times times, Limits limits, TlsEngine engine, InstantSource clock) {

  /// How long things may take.
  ///
  /// @param idle a connection with nothing on it for so long is closed
  /// @param handshake for the TLS handshake that a peer begins with us
  /// @param message a message that has begun must be whole within it, and a connection that a peer
  ///   opened must bring its first within it
  /// @param ping how often we send a CRLF ping on the connections we opened; zero for never
  /// @param pingInbound the same on the connections that peers opened; a peer that has never
  ///   answered one keeps its connection
  /// @param pong a connection whose ping is not answered so long is dead
  /// @param probes what TCP itself asks on the connections we opened
  public record Times(
      Duration idle,
      Duration handshake,
      Duration message,
      Duration ping,
      Duration pingInbound,
      Duration pong,
      Optional<TcpProbes> probes) {
    public static Times usual() {
      return new Times(
          Duration.ofSeconds(7200),
          Duration.ofSeconds(10),
          Duration.ofSeconds(60),
          Duration.ZERO,
          Duration.ZERO,
          Duration.ofSeconds(10), // RFC 5626 4.4.1: "10 seconds"
          Optional.empty());
    }

    public Times withIdle(Duration other) {
      return new Times(other, handshake, message, ping, pingInbound, pong, probes);
    }

    public Times withHandshake(Duration other) {
      return new Times(idle, other, message, ping, pingInbound, pong, probes);
    }

    public Times withMessage(Duration other) {
      return new Times(idle, handshake, other, ping, pingInbound, pong, probes);
    }

    public Times withPing(Duration interval, Duration deadline) {
      return new Times(idle, handshake, message, interval, pingInbound, deadline, probes);
    }

    public Times withPingInbound(Duration interval) {
      return new Times(idle, handshake, message, ping, interval, pong, probes);
    }

    public Times withProbes(TcpProbes wanted) {
      return new Times(idle, handshake, message, ping, pingInbound, pong, Optional.of(wanted));
    }
  }

  /// How much may be used.
  ///
  /// @param connections that peers may hold open here
  /// @param perAddress of those, from one address
  /// @param unsent octets waiting for a peer that does not read, before its link is closed
  /// @param silent connections on which the peer has not said anything yet, handshakes among them;
  ///   the oldest makes room
  /// @param silentPerAddress of those, from one address
  public record Limits(
      int connections, int perAddress, int unsent, int silent, int silentPerAddress) {
    /// With as many silent ones as there may be connections.
    public Limits(int connections, int perAddress, int unsent) {
      this(connections, perAddress, unsent, connections, perAddress);
    }

    public static Limits usual() {
      return new Limits(10_000, 100, 1 << 20);
    }
  }

  /// What a product starts from.
  public static EndpointOptions usual() {
    return new EndpointOptions(
        Times.usual(), Limits.usual(), TlsContexts.preferred(), InstantSource.system());
  }

  public EndpointOptions with(Times other) {
    return new EndpointOptions(other, limits, engine, clock);
  }

  public EndpointOptions with(Limits other) {
    return new EndpointOptions(times, other, engine, clock);
  }

  public EndpointOptions with(TlsEngine other) {
    return new EndpointOptions(times, limits, other, clock);
  }

  public EndpointOptions with(InstantSource other) {
    return new EndpointOptions(times, limits, engine, other);
  }
}
