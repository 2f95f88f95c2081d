package ringfence.trace.call;

import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;

/// What a capture shows of one call.
///
/// @param from the URI of the caller, `to` of the callee
/// @param status the last final status of an INVITE; empty while none was seen
/// @param ended whether a BYE was seen
/// @param frames the numbers of its messages, the first thousand
public record CallRecord(
    String callId,
    String from,
    String to,
    Instant begun,
    Instant last,
    OptionalInt status,
    boolean ended,
    List<Long> frames) {
  public CallRecord {
    frames = List.copyOf(frames);
  }
}
