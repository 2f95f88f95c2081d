package ringfence.trace.export;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import ringfence.sip.message.SipMessage;
import ringfence.sip.message.SipResponse;
import ringfence.trace.decode.Content;
import ringfence.trace.decode.Row;
import ringfence.trace.tls.TlsEvent;

/// Writes rows for somebody else's eyes: numbers, names, addresses and keys have stand-ins, the
/// same everywhere for the same thing, so that what belongs together still does. Of a message only
/// the fields that are known to be harmless are written as they are.
public final class Redaction implements Showing {
  private static final Set<String> HARMLESS =
      Set.of(
          "cseq",
          "max-forwards",
          "content-type",
          "c",
          "content-length",
          "l",
          "expires",
          "allow",
          "supported",
          "k",
          "require",
          "unsupported",
          "accept",
          "session-expires",
          "x",
          "min-se",
          "retry-after",
          "min-expires",
          "event",
          "o",
          "subscription-state",
          "rseq",
          "rack");

  private static final Set<String> ADDRESSED =
      Set.of(
          "via",
          "v",
          "from",
          "f",
          "to",
          "t",
          "contact",
          "m",
          "route",
          "record-route",
          "path",
          "service-route",
          "p-asserted-identity",
          "p-preferred-identity",
          "refer-to",
          "r",
          "referred-by",
          "b",
          "diversion");

  /// RFC 8866: lines that name nobody.
  private static final Pattern HARMLESS_SDP =
      Pattern.compile(
          "[vtm]=.*|a=(rtpmap|fmtp|ptime|maxptime|rtcp-mux|sendrecv|sendonly|recvonly|inactive).*");

  /// Parameters of URIs and fields whose values name nobody.
  private static final Set<String> HARMLESS_PARAMETERS =
      Set.of(
          "alias",
          "branch",
          "expires",
          "keep",
          "lr",
          "maddr",
          "method",
          "ob",
          "q",
          "received",
          "reg-id",
          "rport",
          "tag",
          "transport",
          "ttl",
          "user");

  /// RFC 3261 25.1: what stands before the @ may have a semicolon too.
  private static final Pattern URI =
      Pattern.compile("(?i)\\b(sips?:|tel:)(?:([^@\\s>\",]+)@)?([^\\s;>,?\"]+)");

  /// With the header fields that a URI has a request begin with. It takes the whole of a URI that
  /// has none too, so that nothing is looked at twice.
  private static final Pattern URI_HEADERS =
      Pattern.compile("(?i)\\b(sips?:[^\\s>,\"?]*+)(\\?[^\\s>,\"]*+)?");

  private static final Pattern PARAMETER =
      Pattern.compile(";\\s*([^\\s;=,>\"]+)(\\s*=\\s*(?:\"[^\"]*\"|[^;,>\\s\"]*))?");
  private static final Pattern SENT_BY =
      Pattern.compile("(?i)(SIP\\s*/\\s*2\\.0\\s*/\\s*\\w+\\s+)([^;\\s,]+)");
  private static final Pattern ADDRESS_PARAMETER =
      Pattern.compile("(?i)\\b(received|maddr)=([^;,\\s>]+)");
  private static final Pattern V4 = Pattern.compile("(?<!\\d)(?:\\d{1,3}\\.){3}\\d{1,3}(?!\\d)");
  private static final Pattern V6 =
      Pattern.compile("\\[?(?<![\\w:])(?:[0-9a-fA-F]{0,4}:){2,7}[0-9a-fA-F.]{0,15}\\]?");

  private final StandIns standIns = new StandIns();

  @Override
  public String address(InetSocketAddress address) {
    String host = host(address);
    return host.isEmpty() || address.getPort() == 0 ? host : host + ":" + address.getPort();
  }

  @Override
  public String host(InetSocketAddress address) {
    if (address.getAddress().isAnyLocalAddress()) return "";
    return standIn("host", address.getAddress().getHostAddress());
  }

  @Override
  public String info(Row row) {
    return switch (row.content()) {
      case Content.Tls(_, var events) ->
          events.stream().map(Redaction::kind).collect(Collectors.joining(", "));
      case Content.Malformed(_, var clause, _) -> "Malformed " + clause;
      case Content.Sip sip -> Showing.printable(addressed(withPhraseOfRfc(sip)));
      case Content.KeepAlive _, Content.Tcp _, Content.Rtp _, Content.Rtcp _, Content.Other _ ->
          Showing.printable(addressed(row.content().info()));
    };
  }

  /// A reason phrase may say anything.
  private static String withPhraseOfRfc(Content.Sip sip) {
    if (!(sip.message() instanceof SipResponse response)) return sip.info();
    String status = "Status: " + response.status() + " ";
    String rest = sip.info().substring(status.length() + response.reason().length());
    return status + response.status().phrase() + rest;
  }

  /// Without what stands behind the name of an event: names of hosts and certificates.
  private static String kind(TlsEvent event) {
    return event.info().split("[(:,]", 2)[0].strip();
  }

  /// What we say about a capture ourselves, with stand-ins for URIs and addresses in it.
  public String prose(String text) {
    return replaced(V4, replaced(V6, replaced(URI, text, this::uri), this::host), this::host);
  }

  /// What stands for a name of a kind, such as `user1`.
  public String standIn(String kind, String of) {
    return standIns.of(kind, of);
  }

  @Override
  public String callId(String callId) {
    return standIn("call", callId);
  }

  @Override
  public String uri(String uri) {
    return addressed(uri);
  }

  @Override
  public String message(SipMessage message) {
    String[] parts = Showing.withoutKeys(message).split("\r\n\r\n", 2);
    List<String> head = List.of(parts[0].replaceAll("\r\n[ \t]+", " ").split("\r\n"));
    String startLine =
        message instanceof SipResponse response
            ? "SIP/2.0 " + response.status() + " " + response.status().phrase()
            : addressed(head.getFirst());
    String fields = head.stream().skip(1).map(this::field).collect(Collectors.joining("\r\n"));
    String body = parts.length < 2 ? "" : body(parts[1]);
    return startLine + "\r\n" + fields + "\r\n\r\n" + body;
  }

  private String field(String line) {
    int colon = line.indexOf(':');
    if (colon < 0) return "…";
    String name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
    String value = line.substring(colon + 1).strip();
    if (HARMLESS.contains(name)) return line;
    if (name.equals("call-id") || name.equals("i")) return "Call-ID: " + callId(value);
    if (!ADDRESSED.contains(name)) return line.substring(0, colon) + ": …";
    String unnamed = value.replaceAll("\"[^\"]*\"", "\"…\"").replaceAll("(^|,)[^<,]*<", "$1<");
    return line.substring(0, colon) + ": " + addressed(unnamed);
  }

  private String body(String body) {
    if (!body.startsWith("v=0")) return body.isEmpty() ? "" : "(" + body.length() + " characters)";
    return body.lines()
        .map(it -> HARMLESS_SDP.matcher(it).matches() ? it : sdp(it))
        .collect(Collectors.joining("\r\n"));
  }

  private String sdp(String line) {
    if (line.startsWith("a=crypto:") || line.startsWith("a=key-mgmt:")) return line;
    return line.startsWith("c=") ? addressed(line) : line.replaceAll("[=:].*", "=…");
  }

  /// The text with stand-ins for users, hosts and addresses.
  private String addressed(String text) {
    String clean =
        replaced(URI_HEADERS, text, it -> it.group(2) == null ? it.group() : it.group(1) + "?…");
    clean = replaced(URI, clean, this::uri);
    clean = replaced(PARAMETER, clean, Redaction::parameter);
    clean = replaced(SENT_BY, clean, it -> it.group(1) + host(it.group(2)));
    clean = replaced(ADDRESS_PARAMETER, clean, it -> it.group(1) + "=" + host(it.group(2)));
    clean = replaced(V6, clean, this::host);
    return replaced(V4, clean, this::host);
  }

  private static String parameter(MatchResult parameter) {
    if (HARMLESS_PARAMETERS.contains(parameter.group(1).toLowerCase(Locale.ROOT))) {
      return parameter.group();
    }
    return parameter.group(2) == null ? ";…" : ";" + parameter.group(1) + "=…";
  }

  private static String replaced(Pattern what, String text, Function<MatchResult, String> with) {
    return what.matcher(text).replaceAll(it -> Matcher.quoteReplacement(with.apply(it)));
  }

  private String uri(MatchResult uri) {
    if (uri.group(1).equalsIgnoreCase("tel:")) return "tel:" + standIn("user", uri.group(3));
    String user = uri.group(2) == null ? "" : standIn("user", uri.group(2)) + "@";
    return uri.group(1) + user + host(uri.group(3));
  }

  private String host(MatchResult address) {
    return host(address.group());
  }

  /// A host with its port, of which the port stays.
  private String host(String hostPort) {
    int colon = hostPort.lastIndexOf(':');
    boolean port =
        colon > 0
            && hostPort.substring(colon + 1).matches("\\d{1,5}")
            && (hostPort.indexOf(':') == colon || hostPort.startsWith("["));
    String host = port ? hostPort.substring(0, colon) : hostPort;
    String bare =
        host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    return standIn("host", bare) + (port ? hostPort.substring(colon) : "");
  }
}
