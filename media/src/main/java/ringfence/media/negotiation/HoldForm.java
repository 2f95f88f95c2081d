package ringfence.media.negotiation;

import ringfence.sdp.Direction;

/// How a hold is written.
///
/// @param direction of the hold's offer, `inactive` or `sendonly`
/// @param holdAddress whether `c=` is `0.0.0.0`
/// @param answer the direction that answers the peer's `sendonly`: `recvonly` or `inactive`
public record HoldForm(Direction direction, boolean holdAddress, Direction answer) {
  /// What the unit does unless told otherwise.
  public static final HoldForm USUAL = new HoldForm(Direction.INACTIVE, true, Direction.RECVONLY);

  public HoldForm {
    if (direction.receives() || answer.sends()) {
      throw new IllegalArgumentException("a hold that is " + direction + ", " + answer);
    }
  }
}
