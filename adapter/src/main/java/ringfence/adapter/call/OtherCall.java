package ringfence.adapter.call;

/// What the call of a line is that is not at the ear.
enum OtherCall {
  NONE,
  /// It has come in and is announced in the ear.
  WAITING,
  /// It is on hold; a flash goes to and fro.
  HELD,
  /// It is on hold while its party's partner calls somebody else.
  CONSULTED,
  /// Its party has asked us to call somebody else, and waits for what comes of it.
  REFERRER;

  boolean isHeld() {
    return this == HELD || this == CONSULTED;
  }
}
