package ringfence.manage.status;

/// A value that a status shows.
///
/// @param link the page of ours that it leads to, such as `/sip/servers`; empty for none
public record Cell(String text, Tone tone, String link) {
  public Cell(String text, Tone tone) {
    this(text, tone, "");
  }

  public static Cell of(String text) {
    return new Cell(text, Tone.PLAIN);
  }

  public static Cell of(long number) {
    return of(String.valueOf(number));
  }
}
