package ringfence.proxy.routing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import ringfence.proxy.recent.Recent;
import ringfence.proxy.users.NodeKeys;
import ringfence.sip.message.Transport;
import ringfence.sip.transaction.Flow;

/// Names a flow in the user part of our Record-Route, RFC 5626 section 5.2: a request that carries
/// it back leaves on that flow, whatever its Contact says. It names the server at the other end as
/// well, so that the way can be opened again. A message authentication code makes it worthless to
/// anyone who did not get it from us. What was made or found right lately is remembered.
public final class FlowToken {
  private static final int MAC_BYTES = 10; // RFC 5626 5.2: the first 80 bits
  private static final int REMEMBERED = 20_000;

  private final Mac mac;
  private final Map<Named, String> made = new Recent<>(REMEMBERED);
  private final Map<String, Named> proved = new Recent<>(REMEMBERED);

  /// @param keys of this node; a node with the same secret reads what another wrote
  public FlowToken(NodeKeys keys) {
    SecretKey key = keys.key(NodeKeys.Purpose.FLOW_TOKEN);
    try {
      this.mac = Mac.getInstance(key.getAlgorithm());
      mac.init(key);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// What a token says.
  ///
  /// @param peer the name of the server that the flow leads to; empty for a device
  public record Named(Flow flow, String peer) {}

  /// The token of a device's flow.
  public String of(Flow flow) {
    return of(new Named(flow, ""));
  }

  /// A token, made of characters that need no escape in a user part.
  public String of(Named named) {
    return made.computeIfAbsent(named, this::make);
  }

  private String make(Named named) {
    byte[] body = body(named);
    byte[] whole = Arrays.copyOf(body, body.length + MAC_BYTES);
    System.arraycopy(mac.doFinal(body), 0, whole, body.length, MAC_BYTES);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
  }

  /// What a token of ours says; empty for anything else.
  public Optional<Named> read(String token) {
    Named known = proved.get(token);
    if (known != null) return Optional.of(known);
    Optional<Named> read = check(token);
    read.ifPresent(named -> proved.put(token, named));
    return read;
  }

  private Optional<Named> check(String token) {
    byte[] whole;
    try {
      whole = Base64.getUrlDecoder().decode(token);
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
    if (whole.length <= MAC_BYTES) return Optional.empty();
    byte[] body = Arrays.copyOf(whole, whole.length - MAC_BYTES);
    byte[] given = Arrays.copyOfRange(whole, body.length, whole.length);
    byte[] right = Arrays.copyOf(mac.doFinal(body), MAC_BYTES);
    return MessageDigest.isEqual(given, right) ? Optional.of(named(body)) : Optional.empty();
  }

  private static byte[] body(Named named) {
    Flow flow = named.flow();
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      out.writeLong(flow.id());
      out.writeUTF(flow.transport().token());
      write(flow.local(), out);
      write(flow.remote(), out);
      out.writeUTF(named.peer());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void write(InetSocketAddress address, DataOutputStream out) throws IOException {
    byte[] ip = address.getAddress().getAddress();
    out.writeByte(ip.length);
    out.write(ip);
    out.writeShort(address.getPort());
  }

  private static Named named(byte[] body) {
    try (var in = new DataInputStream(new ByteArrayInputStream(body))) {
      var flow = new Flow(in.readLong(), Transport.parse(in.readUTF()), address(in), address(in));
      return new Named(flow, in.readUTF());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InetSocketAddress address(DataInputStream in) throws IOException {
    byte[] ip = in.readNBytes(in.readUnsignedByte());
    return new InetSocketAddress(InetAddress.getByAddress(ip), in.readUnsignedShort());
  }
}
