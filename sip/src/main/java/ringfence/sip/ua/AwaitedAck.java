package ringfence.sip.ua;

import java.time.Duration;
import java.time.Instant;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.sip.transaction.Timers;
import ringfence.sip.transaction.TransactionKey;

/// Our 2xx to an INVITE, which is sent until its ACK comes: RFC 3261 section 13.3.1.4.
///
/// @param offered whether the 2xx carried our offer, so that the ACK brings the answer
record AwaitedAck(
    TransactionKey key,
    SipResponse success,
    boolean offered,
    Instant repeatAt,
    Duration interval,
    Instant giveUpAt) {
  // RFC 3261 13.3.1.4: "an interval that starts at T1 seconds and doubles for each retransmission
  // until it reaches T2 seconds"
  AwaitedAck(TransactionKey key, SipResponse success, boolean offered, Timers timers, Instant now) {
    this(key, success, offered, now.plus(timers.t1()), timers.t1(), now.plus(timers.timeout()));
  }

  AwaitedAck repeated(Timers timers, Instant now) {
    Duration twice = interval.multipliedBy(2);
    Duration next = twice.compareTo(timers.t2()) > 0 ? timers.t2() : twice;
    return new AwaitedAck(key, success, offered, now.plus(next), next, giveUpAt);
  }

  boolean isFor(SipRequest ack) {
    return ack.cseq().number() == success.cseq().number();
  }

  boolean isRepeatDue(Instant now) {
    return !now.isBefore(repeatAt);
  }

  boolean isLost(Instant now) {
    return !now.isBefore(giveUpAt);
  }

  Instant deadline() {
    return repeatAt.isBefore(giveUpAt) ? repeatAt : giveUpAt;
  }
}
