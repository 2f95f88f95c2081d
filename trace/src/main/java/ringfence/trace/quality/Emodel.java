package ringfence.trace.quality;

import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;

/// The E-model, ITU-T G.107, as far as a capture can tell: packet loss and codec, and a delay. All
/// else has the default values, which make R 93.2 at best.
final class Emodel {
  private static final double BEST = 93.2;

  /// A codec's impairment and its robustness against loss, ITU-T G.113 appendix I.
  private record Codec(double impairment, double robustness) {}

  private Emodel() {}

  /// The mean opinion score, 1 to 4.5; empty for a codec that G.113 does not list.
  ///
  /// @param lossPercent of packets, taken as lost by chance and concealed
  static OptionalDouble mos(String encodingName, double lossPercent, Duration delay) {
    Codec codec =
        switch (encodingName.toUpperCase(Locale.ROOT)) {
          case "PCMA", "PCMU" -> new Codec(0, 25.1);
          case "G729" -> new Codec(11, 19);
          case "G723" -> new Codec(15, 16.1);
          case "GSM-EFR" -> new Codec(5, 10);
          default -> new Codec(Double.NaN, 1);
        };
    if (Double.isNaN(codec.impairment)) return OptionalDouble.empty();
    // G.107 7.5: Ie-eff = Ie + (95 - Ie) * Ppl / (Ppl / BurstR + Bpl), with BurstR 1
    double equipment =
        codec.impairment + (95 - codec.impairment) * lossPercent / (lossPercent + codec.robustness);
    return OptionalDouble.of(mos(BEST - impairment(delay) - equipment));
  }

  /// Id of G.107 without echo, in the linear form of Cole and Rosenbluth (2001).
  private static double impairment(Duration delay) {
    double milliseconds = delay.toNanos() / 1e6;
    return 0.024 * milliseconds + 0.11 * Math.max(0, milliseconds - 177.3);
  }

  /// G.107 annex B: "MOS = 1 + 0.035 R + R (R - 60)(100 - R) 7 * 10^-6"
  private static double mos(double r) {
    if (r <= 0) return 1;
    if (r >= 100) return 4.5;
    return Math.max(1, 1 + 0.035 * r + r * (r - 60) * (100 - r) * 7e-6);
  }
}
