package ringfence.trace.decode;

import java.net.InetSocketAddress;
import java.time.Instant;

/// One line of the list: what a frame said, or one of the things that it said.
///
/// @param number of the frame, or of the last frame of a message that came in several
public record Row(
    long number,
    Instant time,
    InetSocketAddress source,
    InetSocketAddress destination,
    Content content) {}
