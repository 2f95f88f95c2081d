package ringfence.proxy.registrar;

import java.time.Instant;
import ringfence.proxy.location.AddressOfRecord;
import ringfence.sip.message.SipRequest;
import ringfence.sip.transaction.Flow;

/// A REGISTER whose sender may change the bindings of `aor`.
record Registration(
    AddressOfRecord aor, SipRequest request, Extensions extensions, Flow flow, Instant now) {}
