package ringfence.adapter.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ringfence.transport.Loop;

/// The transfers that a line has under way while its phone is free again. On the SIP loop.
final class LineTransfers {
  private final Loop loop;
  private final List<Transfer> all = new ArrayList<>();

  LineTransfers(Loop loop) {
    this.loop = loop;
  }

  /// Takes both calls from the line and connects their parties.
  void begin(LineCalls calls, LineServices.Transfers services) {
    Optional<PhoneCall> target = calls.takeActive();
    Optional<PhoneCall> transferee = calls.takeOther();
    if (target.isEmpty() || transferee.isEmpty()) {
      // hung up before the second call had its sockets
      transferee.ifPresent(PhoneCall::hangUp);
      return;
    }
    Runnable done = () -> all.removeIf(Transfer::isOver);
    var transfer = new Transfer(services, transferee.get(), target.get(), loop, done);
    all.add(transfer);
    transfer.begin();
  }

  /// Leaves all parties.
  void end() {
    List.copyOf(all).forEach(transfer -> transfer.leave("the line is closed"));
  }
}
