package ringfence.mikey;

/// Why a message is refused: the error that an error message would report, the clause that is
/// broken, what to tell a person (no key material), and at which octet of the message.
public record MikeyRefusal(ErrorNumber error, String clause, String reason, int octet) {
  /// Of a fault that is of the message as a whole.
  static MikeyRefusal whole(ErrorNumber error, String clause, String reason) {
    return new MikeyRefusal(error, clause, reason, 0);
  }
}
