package ringfence.proxy.routing;

import ringfence.sip.message.SipRequest;
import ringfence.sip.transaction.Flow;
import ringfence.sip.transaction.TransactionKey;

/// A request that began a server transaction here.
record Incoming(SipRequest request, TransactionKey key, Flow flow) {}
