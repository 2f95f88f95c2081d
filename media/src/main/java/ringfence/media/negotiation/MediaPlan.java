package ringfence.media.negotiation;

import java.net.InetSocketAddress;
import ringfence.media.codec.Codec;
import ringfence.sdp.Direction;

/// What an audio session is to do, as agreed: all that `AudioSession` needs.
///
/// @param stream which `m=` line of the descriptions it is, from 0
/// @param localPort where we receive RTP
/// @param remote where the peer receives RTP
/// @param remoteRtcp where it receives RTCP
/// @param direction seen from us; the peer's hold and ours are in it
/// @param send the formats that we may send, best first, under the peer's payload types
/// @param receive the formats that may come, under our payload types
public record MediaPlan(
    int stream,
    int localPort,
    InetSocketAddress remote,
    InetSocketAddress remoteRtcp,
    Direction direction,
    Formats send,
    Formats receive,
    SecurityChoice security) {
  MediaPlan withSecurity(SecurityChoice security) {
    return new MediaPlan(stream, localPort, remote, remoteRtcp, direction, send, receive, security);
  }

  /// The codec that we send with.
  public Codec codec() {
    return send.codecs().getFirst().codec();
  }

  /// Its payload type.
  public int payloadType() {
    return send.codecs().getFirst().payloadType();
  }
}
