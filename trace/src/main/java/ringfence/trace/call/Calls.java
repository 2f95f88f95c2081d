package ringfence.trace.call;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import ringfence.sip.message.Method;
import ringfence.sip.message.SipMessage;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.trace.decode.Content;
import ringfence.trace.decode.Row;

/// Groups the rows of a capture into calls by Call-ID, RFC 3261 section 8.1.1.4, the first hundred
/// thousand of them.
public final class Calls {
  private static final int MOST_CALLS = 100_000;
  private static final int MOST_FRAMES = 1000;
  private static final long MOST_HELD = 32L << 20;
  private static final int CALL = 200;
  private static final int FRAME = 24;

  private static final class Gathered {
    private final String from;
    private final String to;
    private final Instant begun;
    private final List<Long> frames = new ArrayList<>();
    private Instant last;
    private OptionalInt status = OptionalInt.empty();
    private boolean ended;

    Gathered(SipMessage invite, Instant begun) {
      this.from = invite.from().uri().toString();
      this.to = invite.to().uri().toString();
      this.begun = begun;
      this.last = begun;
    }
  }

  private final Map<String, Gathered> calls = new LinkedHashMap<>();
  private long held;

  /// Takes a row; one that is no message of a call changes nothing.
  public void add(Row row) {
    if (!(row.content() instanceof Content.Sip(var message, _, _))) return;
    boolean begins = message instanceof SipRequest request && request.is(Method.INVITE);
    if (begins && calls.size() < MOST_CALLS && held < MOST_HELD) {
      calls.computeIfAbsent(message.callId(), _ -> gathered(message, row.time()));
    }
    Gathered call = calls.get(message.callId());
    if (call == null) return;
    call.last = row.time();
    if (call.frames.size() < MOST_FRAMES && held < MOST_HELD) {
      call.frames.add(row.number());
      held += FRAME;
    }
    note(message, call);
  }

  private Gathered gathered(SipMessage invite, Instant begun) {
    var call = new Gathered(invite, begun);
    held += CALL + call.from.length() + call.to.length() + invite.callId().length();
    return call;
  }

  private static void note(SipMessage message, Gathered call) {
    switch (message) {
      case SipRequest request -> call.ended |= request.is(Method.BYE);
      case SipResponse response -> {
        int status = response.status().value();
        boolean ofInvite = response.cseq().method().equals(Method.INVITE);
        if (ofInvite && status >= 200) call.status = OptionalInt.of(status);
      }
    }
  }

  /// The calls, in the order of their beginning.
  public List<CallRecord> records() {
    List<CallRecord> records = new ArrayList<>();
    calls.forEach(
        (callId, it) ->
            records.add(
                new CallRecord(
                    callId, it.from, it.to, it.begun, it.last, it.status, it.ended, it.frames)));
    return records;
  }
}
