package ringfence.manage.web;

/// A light on the front of a product, which every page shows: by its look and in words.
///
/// @param name `Ready`
/// @param meaning what its state says, a sentence
public record Light(String name, State state, String meaning) {
  /// What it shows; blinking is 0.25 Hz, three quarters of the time on.
  public enum State {
    ON("on"),
    OFF("off"),
    BLINKING("blinking");

    private final String text;

    State(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
