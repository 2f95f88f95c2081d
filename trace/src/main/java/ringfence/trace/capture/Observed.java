package ringfence.trace.capture;

import java.net.InetSocketAddress;
import java.time.Instant;

/// Something that went over the wire, as the tap saw it: a whole SIP message or keep-alive of a
/// stream in clear, or one datagram. Nobody may change the bytes afterwards.
@SuppressWarnings("ArrayRecordComponent") // bytes on their way to a file, not a value to compare
public record Observed(
    Instant time,
    Carrier carrier,
    InetSocketAddress source,
    InetSocketAddress destination,
    byte[] bytes) {}
