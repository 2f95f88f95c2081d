package ringfence.sip.message;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Cuts a stream (TCP or TLS) into messages, RFC 3261 section 18.3; one for each connection. It
/// keeps no more than one message of the size that its limits allow. Not thread-safe.
public final class SipFramer {
  private static final byte CR = '\r';
  private static final byte LF = '\n';
  private static final int IDLE_BYTES = 4096;

  private final Limits limits;
  private byte[] held = new byte[IDLE_BYTES];
  private int length;
  private int scanned;
  private int headerLength = -1;
  private int messageLength;
  private boolean halfPing;
  private boolean broken;

  public SipFramer(Limits limits) {
    this.limits = limits;
  }

  /// Takes everything that `input` holds and gives the frames that are now whole. A CRLF at the end
  /// of what came is a [Frame.Pong] at once; should another follow, it makes a [Frame.Ping].
  public List<Frame> feed(ByteBuffer input) {
    List<Frame> frames = new ArrayList<>(2);
    while (input.hasRemaining() && !broken) {
      take(input);
      cutAll(frames);
    }
    input.position(input.limit());
    return frames;
  }

  /// Whether the beginning of a message is held whose end has not come yet.
  public boolean isMidMessage() {
    return length > 0;
  }

  /// How many octets it holds of a message whose end has not come yet.
  public int held() {
    return length;
  }

  /// Takes no more than a message may have, so that a peer cannot make us hold more.
  private void take(ByteBuffer input) {
    int most = limits.headerBytes() + limits.bodyBytes();
    int size = Math.min(input.remaining(), Math.max(most - length, 1));
    if (length + size > held.length)
      held = Arrays.copyOf(held, Math.max(length + size, held.length * 2));
    input.get(held, length, size);
    length += size;
  }

  private void cutAll(List<Frame> frames) {
    int from = 0;
    int next = cut(from, frames);
    while (next > from && !broken) {
      from = next;
      next = cut(from, frames);
    }
    if (broken) {
      held = new byte[0];
      length = 0;
    } else if (from > 0) {
      keep(from);
    }
  }

  private void keep(int from) {
    byte[] to =
        length - from <= IDLE_BYTES && held.length > IDLE_BYTES ? new byte[IDLE_BYTES] : held;
    System.arraycopy(held, from, to, 0, length - from);
    held = to;
    length -= from;
    scanned = 0;
  }

  /// Cuts one frame at `from` and gives where the next begins; `from` itself when nothing is whole
  /// yet.
  private int cut(int from, List<Frame> frames) {
    if (headerLength < 0) {
      if (startsWithLineEnd(from)) return cutKeepAlive(from, frames);
      if (from < length && held[from] != CR) halfPing = false;
      if (!findHeaderEnd(from, frames)) return from;
    }
    if (length - from < messageLength) return from;
    frames.add(new Frame.Message(Arrays.copyOfRange(held, from, from + messageLength)));
    headerLength = -1;
    scanned = 0;
    return from + messageLength;
  }

  private boolean startsWithLineEnd(int at) {
    return at + 1 < length && held[at] == CR && held[at + 1] == LF;
  }

  private int cutKeepAlive(int from, List<Frame> frames) {
    // RFC 5626 4.4.1: the client sends a double CRLF ("ping"), the server a single CRLF ("pong")
    if (halfPing || startsWithLineEnd(from + 2)) {
      frames.add(new Frame.Ping());
      int end = halfPing ? from + 2 : from + 4;
      halfPing = false;
      return end;
    }
    if (from + 2 < length && held[from + 2] == CR && from + 3 == length) return from;
    frames.add(new Frame.Pong());
    halfPing = true;
    return from + 2;
  }

  /// Looks for the empty line, from where the last look ended; reads the sizes when it is there.
  private boolean findHeaderEnd(int from, List<Frame> frames) {
    int at = from + Math.max(scanned - 3, 0);
    for (; at + 3 < length; at++) {
      if (held[at] == CR && held[at + 1] == LF && held[at + 2] == CR && held[at + 3] == LF) break;
    }
    boolean found = at + 3 < length;
    int size = (found ? at + 4 : length) - from;
    scanned = length - from;
    if (size > limits.headerBytes())
      return broken(frames, "more than " + limits.headerBytes() + " bytes of header");
    return found && measure(from, size, frames);
  }

  private boolean measure(int from, int size, List<Frame> frames) {
    var only = Optional.<Header<?>>of(Header.CONTENT_LENGTH);
    var scan = new MessageScan(held, from, from + size, only, limits);
    if (scan.problem().isPresent()) return broken(frames, scan.problem().get().reason());
    try {
      List<Integer> said = scan.headers().all(Header.CONTENT_LENGTH);
      // RFC 3261 20.14: "If a stream-based protocol (such as TCP) is used as transport, then the
      // header field MUST be used."
      if (said.isEmpty()) return broken(frames, "no Content-Length");
      if (said.size() > 1) return broken(frames, "more than one Content-Length");
      if (said.getFirst() > limits.bodyBytes())
        return broken(frames, "a body of more than " + limits.bodyBytes() + " bytes");
      headerLength = size;
      messageLength = size + said.getFirst();
      return true;
    } catch (MalformedHeaderException e) {
      return broken(frames, "Content-Length: " + e.reason());
    }
  }

  private boolean broken(List<Frame> frames, String reason) {
    broken = true;
    frames.add(new Frame.Broken(reason));
    return false;
  }
}
