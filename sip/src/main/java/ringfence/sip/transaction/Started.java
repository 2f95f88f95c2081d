package ringfence.sip.transaction;

import java.util.List;
import ringfence.sip.message.SipRequest;

/// A client transaction that has begun: its key, the request as it goes out (with its Via), and
/// what is to be done.
public record Started(TransactionKey key, SipRequest request, List<Output> outputs) {}
