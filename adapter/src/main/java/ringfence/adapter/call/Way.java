package ringfence.adapter.call;

import ringfence.sip.message.SipUri;
import ringfence.sip.ua.Account;

/// How a line reaches the network at one gateway: who it is there, and what its calls work with.
///
/// @param gateway its name
public record Way(String gateway, Account account, PhoneCall.Surroundings calls) {
  /// A way to one number.
  public record To(Way way, SipUri target) {}
}
