package ringfence.app.live;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import ringfence.sip.transaction.Timers;
import ringfence.sip.transaction.TransactionLayer;
import ringfence.trace.diagnose.Noticed;
import ringfence.transport.Connect;
import ringfence.transport.Connecting;
import ringfence.transport.EndpointOptions;
import ringfence.transport.Loop;
import ringfence.transport.SipEndpoint;
import ringfence.transport.resolve.Destination;
import ringfence.transport.tls.ExpectedPeer;
import ringfence.transport.tls.PeerVerifier;
import ringfence.transport.tls.Refusal;
import ringfence.transport.tls.TrustAnchors;
import ringfence.transport.tls.TrustLevel;

/// A TLS handshake by the unit's own engine, recorded.
final class UnitHandshake {
  private static final Duration AFTERTHOUGHT = Duration.ofMillis(500);

  private final TlsTarget target;
  private final PeerVerifier verifier;

  private UnitHandshake(TlsTarget target, PeerVerifier verifier) {
    this.target = target;
    this.verifier = verifier;
  }

  /// As the unit: what does not pass its checks is refused.
  static UnitHandshake strict(TlsTarget target) {
    return new UnitHandshake(target, target.verifier().with(target.policy()));
  }

  /// Whatever the server shows is taken, so that what comes after it is seen.
  static UnitHandshake lenient(TlsTarget target) {
    var anyone = new PeerVerifier(TrustLevel.NO_VALIDATION, TrustAnchors.none());
    return new UnitHandshake(target, anyone);
  }

  /// Connects, shakes hands, and lets go.
  ///
  /// @return why not, where it did not work; what there is to see is in the recording
  Optional<Refusal> with(Destination to, LiveCapture recording) throws IOException {
    InetSocketAddress server = to.address();
    return switch (RecordingRelay.open(server, target.patience(), recording)) {
      case RecordingRelay.Opening.NoWay(String reason) -> {
        recording.noticed(new Noticed.NoWay(server, reason));
        yield Optional.of(new Refusal(Refusal.Cause.UNREACHABLE, reason, "", ""));
      }
      case RecordingRelay.Opening.Failed(Refusal.Cause cause) ->
          Optional.of(new Refusal(cause, "", "", ""));
      case RecordingRelay.Opening.Open(RecordingRelay relay) -> {
        try (relay) {
          yield shakeHands(to, relay, recording);
        }
      }
    };
  }

  private Optional<Refusal> shakeHands(
      Destination to, RecordingRelay relay, LiveCapture recording) {
    var loop = new Loop("diagnose");
    var layer = new TransactionLayer(Timers.RFC_3261, new SecureRandom());
    try (var endpoint = new SipEndpoint(loop, layer, EndpointOptions.usual())) {
      endpoint.keyLog(recording.keyLog());
      var expected = new ExpectedPeer(target.name(), to.srvName().stream().toList());
      var client = new Connect.TlsClient(target.identity(), target.policy(), verifier, expected);
      var connect = Connect.tls(relay.address(), client).within(target.patience());
      Connecting result = endpoint.connect(connect).join();
      // RFC 8446 4.4.2.4: a server judges the client after this one thinks that all is well; and
      // what this one says when it refuses is still on its way
      relay.awaitEnd(AFTERTHOUGHT);
      return switch (result) {
        case Connecting.Refused(Refusal why) -> Optional.of(why);
        case Connecting.Connected _ -> Optional.empty();
      };
    } finally {
      loop.close();
    }
  }
}
