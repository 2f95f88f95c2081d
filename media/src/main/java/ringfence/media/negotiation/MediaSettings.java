package ringfence.media.negotiation;

import java.net.InetAddress;

/// What one side brings to a negotiation.
///
/// @param address where our media arrives
/// @param port even; RTCP uses the next one up
/// @param fallbackPort of the plain stream in an offer with fallback; may be the same
/// @param formats best first
/// @param peerOrder whether an answer lists the common codecs in the peer's order, not in ours
/// @param allowLessMedia whether an answer with fewer `m=` lines than the offer is accepted
/// @param unsecureFaxAllowed whether a secure call may turn to T.38, which is never encrypted
public record MediaSettings(
    InetAddress address,
    int port,
    int fallbackPort,
    Formats formats,
    SecurityPolicy security,
    HoldForm hold,
    boolean peerOrder,
    boolean allowLessMedia,
    boolean unsecureFaxAllowed) {
  public MediaSettings {
    if (port < 1 || port > 65535 || fallbackPort < 1 || fallbackPort > 65535) {
      throw new IllegalArgumentException("ports " + port + ", " + fallbackPort);
    }
    if (formats.codecs().isEmpty()) throw new IllegalArgumentException("no codec");
  }

  /// The usual formats and hold at one port.
  public static MediaSettings of(InetAddress address, int port, SecurityPolicy security) {
    return new MediaSettings(
        address, port, port, Formats.USUAL, security, HoldForm.USUAL, false, false, false);
  }

  public MediaSettings withFallbackPort(int fallbackPort) {
    return new MediaSettings(
        address,
        port,
        fallbackPort,
        formats,
        security,
        hold,
        peerOrder,
        allowLessMedia,
        unsecureFaxAllowed);
  }

  public MediaSettings withFormats(Formats formats) {
    return new MediaSettings(
        address,
        port,
        fallbackPort,
        formats,
        security,
        hold,
        peerOrder,
        allowLessMedia,
        unsecureFaxAllowed);
  }

  public MediaSettings withHold(HoldForm hold) {
    return new MediaSettings(
        address,
        port,
        fallbackPort,
        formats,
        security,
        hold,
        peerOrder,
        allowLessMedia,
        unsecureFaxAllowed);
  }

  public MediaSettings withSecurity(SecurityPolicy security) {
    return new MediaSettings(
        address,
        port,
        fallbackPort,
        formats,
        security,
        hold,
        peerOrder,
        allowLessMedia,
        unsecureFaxAllowed);
  }

  public MediaSettings withPeerOrder(boolean peerOrder) {
    return new MediaSettings(
        address,
        port,
        fallbackPort,
        formats,
        security,
        hold,
        peerOrder,
        allowLessMedia,
        unsecureFaxAllowed);
  }

  public MediaSettings withLessMediaAllowed(boolean allowLessMedia) {
    return new MediaSettings(
        address,
        port,
        fallbackPort,
        formats,
        security,
        hold,
        peerOrder,
        allowLessMedia,
        unsecureFaxAllowed);
  }

  public MediaSettings withUnsecureFaxAllowed(boolean unsecureFaxAllowed) {
    return new MediaSettings(
        address,
        port,
        fallbackPort,
        formats,
        security,
        hold,
        peerOrder,
        allowLessMedia,
        unsecureFaxAllowed);
  }
}
