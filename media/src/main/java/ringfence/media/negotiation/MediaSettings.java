package ringfence.media.negotiation;

import java.net.InetAddress;

/// What one side brings to a negotiation.
///
/// @param address where our media arrives
/// @param port even; RTCP uses the next one up
/// @param fallbackPort of the plain stream in an offer with fallback; may be the same
/// @param formats best first
public record MediaSettings(
    InetAddress address,
    int port,
    int fallbackPort,
    Formats formats,
    SecurityPolicy security,
    Habits habits) {
  /// What peers differ in.
  ///
  /// @param peerOrder whether an answer lists the common codecs in the peer's order, not in ours
  /// @param allowLessMedia whether an answer with fewer `m=` lines than the offer is accepted
  /// @param unsecureFaxAllowed whether a secure call may turn to T.38, which is never encrypted
  public record Habits(
      HoldForm hold, boolean peerOrder, boolean allowLessMedia, boolean unsecureFaxAllowed) {
    public static final Habits USUAL = new Habits(HoldForm.USUAL, false, false, false);
  }

  public MediaSettings {
    if (port < 1 || port > 65535 || fallbackPort < 1 || fallbackPort > 65535) {
      throw new IllegalArgumentException("ports " + port + ", " + fallbackPort);
    }
    if (formats.codecs().isEmpty()) throw new IllegalArgumentException("no codec");
  }

  /// The usual formats and habits at one port.
  public static MediaSettings of(InetAddress address, int port, SecurityPolicy security) {
    return new MediaSettings(address, port, port, Formats.USUAL, security, Habits.USUAL);
  }

  public MediaSettings withFallbackPort(int fallbackPort) {
    return new MediaSettings(address, port, fallbackPort, formats, security, habits);
  }

  public MediaSettings withFormats(Formats formats) {
    return new MediaSettings(address, port, fallbackPort, formats, security, habits);
  }

  public MediaSettings withHold(HoldForm hold) {
    return with(
        new Habits(hold, habits.peerOrder, habits.allowLessMedia, habits.unsecureFaxAllowed));
  }

  public MediaSettings withPeerOrder(boolean peerOrder) {
    return with(
        new Habits(habits.hold, peerOrder, habits.allowLessMedia, habits.unsecureFaxAllowed));
  }

  public MediaSettings withLessMediaAllowed(boolean allowLessMedia) {
    return with(
        new Habits(habits.hold, habits.peerOrder, allowLessMedia, habits.unsecureFaxAllowed));
  }

  public MediaSettings withUnsecureFaxAllowed(boolean unsecureFaxAllowed) {
    return with(
        new Habits(habits.hold, habits.peerOrder, habits.allowLessMedia, unsecureFaxAllowed));
  }

  private MediaSettings with(Habits habits) {
    return new MediaSettings(address, port, fallbackPort, formats, security, habits);
  }
}
