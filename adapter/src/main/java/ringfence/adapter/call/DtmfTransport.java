package ringfence.adapter.call;

/// How the keys pressed during a call reach the other party, as the unit writes it.
public enum DtmfTransport {
  /// As tones among what is said.
  IN_BAND("InBand"),
  /// As telephone events, RFC 4733; as tones to who does not take those.
  OUT_OF_BAND_USING_RTP("OutOfBandUsingRtp");

  private final String text;

  DtmfTransport(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }
}
