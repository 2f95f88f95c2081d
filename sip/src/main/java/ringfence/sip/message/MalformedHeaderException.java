package ringfence.sip.message;

/// A header field value, URI or other part of a message that does not follow its grammar.
/// [SipParser] has read the headers it was told to check, so reading those never throws this; for
/// text from people use [Uri#read].
public final class MalformedHeaderException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final String clause;
  private final String reason;

  /// The clause not kept, such as `RFC 3261 20.42`, and what is wrong.
  public MalformedHeaderException(String clause, String reason) {
    super(clause + ": " + reason);
    this.clause = clause;
    this.reason = reason;
  }

  /// The clause not kept.
  public String clause() {
    return clause;
  }

  /// What is wrong, without the clause.
  public String reason() {
    return reason;
  }

  /// No stack is recorded: anyone can send bad messages, and they should cost little.
  @Override
  @SuppressWarnings("UnsynchronizedOverridesSynchronized")
  public Throwable fillInStackTrace() {
    return this;
  }
}
