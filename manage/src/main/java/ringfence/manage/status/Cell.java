package ringfence.manage.status;

/// A value that a status shows.
public record Cell(String text, Tone tone) {
  public static Cell of(String text) {
    return new Cell(text, Tone.PLAIN);
  }

  public static Cell of(long number) {
    return of(String.valueOf(number));
  }
}
