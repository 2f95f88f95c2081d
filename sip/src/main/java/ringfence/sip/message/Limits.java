package ringfence.sip.message;

/// How much a peer may send in one message.
///
/// @param headerBytes start line and header fields together
/// @param fields number of header fields
/// @param bodyBytes the body
public record Limits(int headerBytes, int fields, int bodyBytes) {
  /// 64 KiB of header, 256 fields, 256 KiB of body.
  public static final Limits DEFAULT = new Limits(64 * 1024, 256, 256 * 1024);

  public Limits {
    if (headerBytes < 1 || fields < 1 || bodyBytes < 0)
      throw new IllegalArgumentException("limits below 1");
  }
}
