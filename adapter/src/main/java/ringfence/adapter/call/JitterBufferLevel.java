package ringfence.adapter.call;

import ringfence.media.jitter.Delay;

/// How a jitter buffer weighs delay against loss, as the unit writes it.
public enum JitterBufferLevel {
  OPTIMIZE_LATENCY("OptimizeLatency"),
  NORMAL("Normal"),
  OPTIMIZE_QUALITY("OptimizeQuality"),
  FAX_MODEM("FaxModem"),
  /// Bounds of one's own take the place of these.
  CUSTOM("Custom");

  private final String text;

  JitterBufferLevel(String text) {
    this.text = text;
  }

  Delay delay() {
    return switch (this) {
      case OPTIMIZE_LATENCY -> Delay.OPTIMIZE_LATENCY;
      case NORMAL, CUSTOM -> Delay.NORMAL;
      case OPTIMIZE_QUALITY -> Delay.OPTIMIZE_QUALITY;
      case FAX_MODEM -> Delay.FAX_MODEM;
    };
  }

  @Override
  public String toString() {
    return text;
  }
}
