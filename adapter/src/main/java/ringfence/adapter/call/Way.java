package ringfence.adapter.call;

import java.net.InetAddress;
import ringfence.sip.message.NameAddr;
import ringfence.sip.message.SipUri;
import ringfence.sip.ua.Account;

/// How a line reaches the network at one gateway: who it is there, and what its calls work with.
///
/// @param gateway its name
/// @param address where its messages and its media come from
public record Way(
    String gateway, InetAddress address, Account account, PhoneCall.Surroundings calls) {
  /// The same with another caller.
  public Way by(NameAddr caller) {
    var other = new Account(caller, account.contact(), account.keys(), account.conduct());
    return new Way(gateway, address, other, calls);
  }

  /// A way to one number.
  public record To(Way way, SipUri target) {}
}
