package ringfence.adapter.line;

/// What a person does with the phone at a line.
public sealed interface LineEvent {
  /// The receiver is lifted.
  record OffHook() implements LineEvent {}

  /// The receiver is put down.
  record OnHook() implements LineEvent {}

  /// The hook is pressed for the length of a flash, 100 to 1200 ms.
  record Flash() implements LineEvent {}

  /// A key is pressed: `0` to `9`, `*`, `#`, `A` to `D`.
  record Digit(char key) implements LineEvent {
    public Digit {
      if ("0123456789*#ABCD".indexOf(key) < 0) {
        throw new IllegalArgumentException("no key of a phone: " + key);
      }
    }
  }
}
