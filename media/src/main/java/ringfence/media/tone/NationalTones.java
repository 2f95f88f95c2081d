package ringfence.media.tone;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// The tones of a country that tell the user how a call goes, ITU-T E.180 Supplement 2; what it
/// leaves open is as in North America.
public record NationalTones(Tone dial, Tone ringback, Tone busy, Tone reorder, Tone callWaiting) {
  // ITU-T E.180 allows -15 to -5 dBm0
  private static final double LEVEL = -13;

  public static final NationalTones NORTH_AMERICA =
      new NationalTones(
          CallProgress.DIAL,
          CallProgress.RINGBACK,
          CallProgress.BUSY,
          CallProgress.REORDER,
          CallProgress.CALL_WAITING);
  public static final NationalTones AUSTRALIA =
      new NationalTones(
          "413+438",
          "413+438:400,200,400,2000",
          "425:375,375",
          "425:375,375",
          "425:200,200,200,4400");
  public static final NationalTones AUSTRIA =
      new NationalTones("420", "420:1000,5000", "420:400,400", "420:200,200", "420:40,1960");
  public static final NationalTones FRANCE =
      new NationalTones("440", "440:1500,3500", "440:500,500", "440:250,250", "440:300,10000");
  public static final NationalTones GERMANY =
      new NationalTones(
          "425", "425:1000,4000", "425:480,480", "425:240,240", "425:200,200,200,5000");
  public static final NationalTones ITALY =
      new NationalTones(
          "425:200,200,600,1000",
          "425:1000,4000",
          "425:500,500",
          "425:200,200",
          "425:400,100,250,100,150,14000");
  public static final NationalTones SPAIN =
      new NationalTones(
          "425",
          "425:1500,3000",
          "425:200,200",
          "425:200,200,200,200,200,600",
          "425:175,175,175,3500");
  public static final NationalTones SWEDEN =
      new NationalTones(
          "425", "425:1000,5000", "425:250,250", "425:250,750", "425:200,500,200,9100");
  public static final NationalTones SWITZERLAND =
      new NationalTones(
          "425", "425:1000,4000", "425:500,500", "425:200,200", "425:200,200,200,4000");
  public static final NationalTones UNITED_KINGDOM =
      new NationalTones(
          "350+440",
          "400+450:400,200,400,2000",
          "400:375,375",
          "400:400,350,225,525",
          "400:100,4000");

  private NationalTones(
      String dial, String ringback, String busy, String reorder, String callWaiting) {
    this(read(dial), read(ringback), read(busy), read(reorder), read(callWaiting));
  }

  /// `400+450:400,200,400,2000`: hertz, and milliseconds of sound and silence in turn.
  private static Tone read(String text) {
    String[] parts = text.split(":", 2);
    double[] hertz = Stream.of(parts[0].split("\\+")).mapToDouble(Double::parseDouble).toArray();
    return Tone.of(LEVEL, parts.length == 1 ? Cadence.STEADY : cadence(parts[1]), hertz);
  }

  private static Cadence cadence(String text) {
    List<Duration> steps =
        Stream.of(text.split(",")).map(Long::valueOf).map(Duration::ofMillis).toList();
    return new Cadence(List.of(), steps);
  }

  /// The dial tone with breaks at first.
  public Tone stutterDial() {
    return new Tone(dial.components(), CallProgress.STUTTER_DIAL.cadence());
  }
}
