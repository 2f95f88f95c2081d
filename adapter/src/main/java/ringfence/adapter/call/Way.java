package ringfence.adapter.call;

import java.net.InetAddress;
import ringfence.sip.message.SipUri;
import ringfence.sip.ua.Account;

/// How a line reaches the network at one gateway: who it is there, and what its calls work with.
///
/// @param gateway its name
/// @param address where its messages and its media come from
public record Way(
    String gateway, InetAddress address, Account account, PhoneCall.Surroundings calls) {
  /// A way to one number.
  public record To(Way way, SipUri target) {}
}
