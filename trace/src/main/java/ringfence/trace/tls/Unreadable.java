package ringfence.trace.tls;

/// A direction that is encrypted, and will stay unread whatever secrets come.
record Unreadable(WhyNot why) implements Protection {
  @Override
  public Opened open(TlsRecord record) {
    return new Opened.Closed(why);
  }

  @Override
  public void placeLost() {}
}
