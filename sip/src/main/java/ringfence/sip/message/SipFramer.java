package ringfence.sip.message;

import java.nio.ByteBuffer;
import java.util.List;

/// Cuts a stream (TCP or TLS) into messages, RFC 3261 section 18.3; one for each connection.
@SuppressWarnings("DoNotCallSuggester")
public final class SipFramer {
  private final Limits limits;

  public SipFramer(Limits limits) {
    this.limits = limits;
  }

  /// Takes everything that `input` holds and gives the frames that are now whole.
  public List<Frame> feed(ByteBuffer input) {
    throw new UnsupportedOperationException("soon: " + limits + input);
  }
}
