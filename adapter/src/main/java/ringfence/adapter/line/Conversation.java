package ringfence.adapter.line;

import java.time.Instant;

/// The other party of a line, as its audio: once every 20 ms it is told what the person says and
/// tells what the person hears. On the media loop.
public interface Conversation {
  /// Lets 20 ms pass.
  ///
  /// @param said 160 samples, read only
  /// @param heard 160 samples to be filled
  void exchange(short[] said, short[] heard, Instant now);
}
