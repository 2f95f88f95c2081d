package ringfence.trace.diagnose;

import java.time.Instant;

/// Something in a capture, with the frame that showed it and its time.
record Found<T>(long frame, Instant time, T what) {}
