package ringfence.media.jitter;

/// What a jitter buffer did, in frames of 20 ms unless said otherwise.
///
/// @param played audio that came
/// @param concealed audio that was made up, also the half of a frame
/// @param late packets that came after their time and could not be used
/// @param duplicates packets that had come already
/// @param skipped samples that were dropped to lower the delay
/// @param inserted samples that were made up to raise the delay
/// @param restarts new timelines: another source, or a jump of the timestamp
public record JitterCounts(
    long played,
    long concealed,
    long late,
    long duplicates,
    long skipped,
    long inserted,
    long restarts) {}
