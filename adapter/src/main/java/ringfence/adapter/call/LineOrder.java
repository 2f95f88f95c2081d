package ringfence.adapter.call;

import ringfence.adapter.dialling.DialledNumber;
import ringfence.adapter.line.Hearing;

/// What call control wants done to the phone or to its calls: the one at the ear, unless the other
/// one is named.
public sealed interface LineOrder {
  /// The phone starts or stops ringing.
  record Ring(boolean on) implements LineOrder {}

  record Hear(Hearing what) implements LineOrder {}

  /// An own call to the number dialled.
  record Place(DialledNumber number) implements LineOrder {}

  record Answer() implements LineOrder {}

  /// Ends the call, whatever its state: CANCEL or BYE.
  record HangUp() implements LineOrder {}

  /// Sends the caller to another number, by a 302.
  record Redirect(String target) implements LineOrder {}

  record Refuse(Why why) implements LineOrder {
    public enum Why {
      /// 486 Busy Here.
      BUSY,
      /// 403 Forbidden: the line is not registered and may not be used.
      UNUSABLE
    }
  }

  /// A telephone-event to the other party, RFC 4733.
  record SendDigit(char key) implements LineOrder {}

  record Hold() implements LineOrder {}

  record Resume() implements LineOrder {}

  /// The other call comes to the ear, and the one at the ear becomes the other.
  record Swap() implements LineOrder {}

  /// Ends the other call.
  record HangUpOther() implements LineOrder {}

  /// Takes the other call off hold and joins both to the phone.
  record Join() implements LineOrder {}

  /// Only the call at the ear is heard again.
  record Part() implements LineOrder {}

  /// Connects the other call's party with the one at the ear, and leaves them.
  record Transfer() implements LineOrder {}
}
