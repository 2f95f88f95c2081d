package ringfence.trace.export;

import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import ringfence.sip.message.SipMessage;
import ringfence.trace.decode.Row;

/// How the parts of a row are written for people and programs. Keys are never written.
public sealed interface Showing permits Showing.Plain, Redaction {
  /// What brings a key or a password in a message: SDES, escaped within a URI too, MIKEY, ICE,
  /// those among the capabilities of RFC 5939, the key line of old, which is a line whatever ends
  /// it, and credentials that are no digest.
  Pattern KEYS =
      Pattern.compile(
          "(inline(?::|%3a)|key-mgmt:[^\\s:]+[ \\t]+|ice-pwd:"
              + "|authorization\\s*:\\s*(?:basic|bearer)\\s+)[^\\s;|]+"
              + "|(sips?:[^\\s:@<>\"]{1,256}:)[^\\s@<>;\"]{1,256}(?=@)"
              + "|([\\r\\n]k=[^:\\r\\n]+:)[^\\r\\n]+",
          Pattern.CASE_INSENSITIVE);

  String CLOSED_BODY = "\r\n\r\n(encoded, not shown)";

  /// RFC 2045 6.1: what makes other text of a body, behind which keys cannot be seen.
  Pattern ENCODED =
      Pattern.compile(
          "content-transfer-encoding\\s*:\\s*+(?!(?:7bit|8bit|binary)\\b)"
              + "|(?:content-encoding|[\\r\\n]e)\\s*:\\s*+(?!identity\\b)",
          Pattern.CASE_INSENSITIVE);

  /// Those of ASCII, and those of 8 bits, with which terminals begin a command too.
  Pattern CONTROLS = Pattern.compile("\\p{Cc}");

  /// `192.0.2.1:5061`, `[2001:db8::1]:5061`, an address alone where there are no ports, and nothing
  /// where there is no address.
  String address(InetSocketAddress address);

  /// The host of an address alone.
  String host(InetSocketAddress address);

  /// What the row says, in one line.
  String info(Row row);

  /// A Call-ID.
  String callId(String callId);

  /// A SIP URI.
  String uri(String uri);

  /// A message as text.
  String message(SipMessage message);

  /// A body whose text is encoded is left out: who knows what is in it.
  static String withoutKeys(SipMessage message) {
    String text = new String(message.toBytes(), StandardCharsets.UTF_8);
    int body = text.indexOf("\r\n\r\n");
    boolean closed = body >= 0 && ENCODED.matcher(text).find();
    String open = closed ? text.substring(0, body) + CLOSED_BODY : text;
    return KEYS.matcher(open).replaceAll("$1$2$3…");
  }

  /// What came off the wire may hold commands for a terminal.
  static String printable(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) return CONTROLS.matcher(text).replaceAll("·");
    }
    return text;
  }

  /// Everything but keys.
  record Plain() implements Showing {
    @Override
    public String address(InetSocketAddress address) {
      if (address.getAddress().isAnyLocalAddress()) return "";
      if (address.getPort() == 0) return host(address);
      boolean six = address.getAddress() instanceof Inet6Address;
      return (six ? "[" + host(address) + "]" : host(address)) + ":" + address.getPort();
    }

    @Override
    public String host(InetSocketAddress address) {
      if (address.getAddress().isAnyLocalAddress()) return "";
      return address.getAddress().getHostAddress();
    }

    @Override
    public String info(Row row) {
      return printable(row.content().info());
    }

    @Override
    public String callId(String callId) {
      return callId;
    }

    @Override
    public String uri(String uri) {
      return uri;
    }

    @Override
    public String message(SipMessage message) {
      return withoutKeys(message);
    }
  }
}
