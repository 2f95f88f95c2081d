package ringfence.proxy.failure;

import java.time.Instant;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.sip.transaction.Flow;

/// A REGISTER or INVITE and its final answer, which is no success.
///
/// @param flow over which both went
public record FailedRequest(
    SipRequest request, Instant at, SipResponse response, Instant answeredAt, Flow flow) {}
