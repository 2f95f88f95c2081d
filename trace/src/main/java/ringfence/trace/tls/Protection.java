package ringfence.trace.tls;

/// Opens the protected records of one direction, in their order.
interface Protection {
  /// What came of a record.
  sealed interface Opened {
    /// What it carried.
    ///
    /// @param decrypted whether it was encrypted at all
    record Plain(ContentType type, Octets octets, boolean decrypted) implements Opened {}

    record Closed(WhyNot why) implements Opened {}
  }

  Opened open(TlsRecord record);

  /// Records before the next one may be missing.
  void placeLost();
}
