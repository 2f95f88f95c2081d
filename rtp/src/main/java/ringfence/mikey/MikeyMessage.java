package ringfence.mikey;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A MIKEY message, RFC 3830 section 6: the common header and the payloads behind it, in order.
///
/// Whatever could be read is written again octet for octet. It holds no key in clear unless its
/// KEMAC is not encrypted.
public record MikeyMessage(CommonHeader header, List<Payload> payloads) {
  /// The longest message that is read: the longest payloads of RFC 3830, and more than SDP carries.
  public static final int LONGEST = 0x20000;

  public MikeyMessage {
    payloads = List.copyOf(payloads);
  }

  /// What came of reading octets.
  public sealed interface Reading {
    record Good(MikeyMessage message) implements Reading {}

    /// Not a message: which octet breaks which clause.
    record Malformed(MikeyRefusal why) implements Reading {}

    /// The message; empty when it is malformed.
    default Optional<MikeyMessage> good() {
      return switch (this) {
        case Good(var message) -> Optional.of(message);
        case Malformed _ -> Optional.empty();
      };
    }
  }

  public static Reading read(byte[] octets) {
    return read(new MessageReader(octets));
  }

  static Reading read(MessageReader reader) {
    try {
      return new Reading.Good(reader.read());
    } catch (Fault fault) {
      return new Reading.Malformed(fault.refusal());
    }
  }

  /// The message's octets.
  public byte[] write() {
    try (var out = new OctetWriter()) {
      header.write(numberAt(0), out);
      for (int i = 0; i < payloads.size(); i++) {
        Payload payload = payloads.get(i);
        if (payload.type() != PayloadType.SIGN) out.u8(numberAt(i + 1));
        out.octets(payload.body());
      }
      return out.toArray();
    }
  }

  private int numberAt(int index) {
    return index < payloads.size() ? payloads.get(index).type().number() : PayloadType.LAST;
  }

  /// The octet at which a payload begins.
  int offset(int index) {
    return header.length() + payloads.subList(0, index).stream().mapToInt(Payload::length).sum();
  }

  <P extends Payload> List<P> all(Class<P> kind) {
    return payloads.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  <P extends Payload> Optional<P> first(Class<P> kind) {
    return payloads.stream().filter(kind::isInstance).map(kind::cast).findFirst();
  }

  /// What a MAC or a signature of `length` octets at the end covers.
  byte[] covered(int length) {
    byte[] all = write();
    return Arrays.copyOf(all, all.length - length);
  }

  /// The same message with one payload more.
  MikeyMessage with(Payload last) {
    List<Payload> more = new ArrayList<>(payloads);
    more.add(last);
    return new MikeyMessage(header, more);
  }
}
