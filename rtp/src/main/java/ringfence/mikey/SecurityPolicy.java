package ringfence.mikey;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ringfence.srtp.SrtpPolicy;

/// The security policy payload (SP), RFC 3830 section 6.10: how the streams that name its number
/// are protected. `protocol` is the Prot type, of which 0 (SRTP) is the only one defined here.
public record SecurityPolicy(int number, int protocol, List<PolicyParameter> parameters)
    implements Payload {
  static final int SRTP = 0;

  public SecurityPolicy {
    if (number >>> 8 != 0) throw new IllegalArgumentException("policy no " + number);
    if (protocol >>> 8 != 0) throw new IllegalArgumentException("prot type " + protocol);
    parameters = List.copyOf(parameters);
  }

  static SecurityPolicy read(OctetReader in) {
    int number = in.u8("SP, Policy no");
    int protocol = in.u8("SP, Prot type");
    OctetReader list = in.part(in.u16("SP, Policy param length"), "SP, Policy param");
    List<PolicyParameter> parameters = new ArrayList<>();
    while (list.remaining() > 0) parameters.add(PolicyParameter.read(list));
    return new SecurityPolicy(number, protocol, parameters);
  }

  /// What it says of SRTP; empty when that is not supported.
  public Optional<SrtpPolicy> srtp() {
    try {
      return Optional.of(SrtpParameters.read(this, 0));
    } catch (Fault _) {
      return Optional.empty();
    }
  }

  @Override
  public PayloadType type() {
    return PayloadType.SP;
  }

  @Override
  public byte[] body() {
    try (var list = new OctetWriter();
        var out = new OctetWriter()) {
      for (PolicyParameter it : parameters) it.write(list);
      byte[] octets = list.toArray();
      return out.u8(number).u8(protocol).u16(octets.length).octets(octets).toArray();
    }
  }
}
