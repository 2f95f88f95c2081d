package ringfence.adapter.unit;

import java.util.Collection;

/// The Ready light: a function of the lines that are in use, not of the link.
public enum ReadyLed {
  /// Every line can be used.
  ON("on"),
  /// No line can be used, or none is configured.
  OFF("off"),
  /// Some lines can be used; 0.25 Hz, three quarters of the time on.
  BLINKING("blinking");

  private final String text;

  ReadyLed(String text) {
    this.text = text;
  }

  /// What the light shows.
  ///
  /// @param lines whether each configured line is operational
  public static ReadyLed of(Collection<Boolean> lines) {
    if (!lines.contains(true)) return OFF;
    return lines.contains(false) ? BLINKING : ON;
  }

  @Override
  public String toString() {
    return text;
  }
}
