package ringfence.sip.transaction;

/// What stays the same for one transaction: its key, its flow and the timers.
record Hop(TransactionKey key, Flow flow, Timers timers) {
  boolean isReliable() {
    return flow.isReliable();
  }
}
