package ringfence.sip.message;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// A kind of header field: its name, its compact form, and how its value is read and written (RFC
/// 3261 section 20). A field of another name is reached with [#text].
///
/// @param <T> what one value reads as
public final class Header<T> {
  private static final List<Header<?>> KNOWN = new ArrayList<>();

  public static final Header<Via> VIA = list("Via", "v", Via::parse);
  public static final Header<NameAddr> FROM = single("From", "f", NameAddr::parse);
  public static final Header<NameAddr> TO = single("To", "t", NameAddr::parse);
  public static final Header<String> CALL_ID = single("Call-ID", "i", HeaderValues::callId);
  public static final Header<CSeq> CSEQ = single("CSeq", "", CSeq::parse);
  public static final Header<Integer> MAX_FORWARDS =
      single("Max-Forwards", "", HeaderValues::maxForwards);
  public static final Header<Integer> MAX_BREADTH =
      single("Max-Breadth", "", HeaderValues::maxBreadth);
  public static final Header<Contact> CONTACT = list("Contact", "m", Contact::parse);
  public static final Header<NameAddr> ROUTE = list("Route", "", NameAddr::parse);
  public static final Header<NameAddr> RECORD_ROUTE = list("Record-Route", "", NameAddr::parse);
  public static final Header<NameAddr> PATH = list("Path", "", NameAddr::parse);
  public static final Header<NameAddr> SERVICE_ROUTE = list("Service-Route", "", NameAddr::parse);
  public static final Header<Duration> EXPIRES =
      known(new Header<>("Expires", "", Form.SINGLE, HeaderValues::expires, HeaderValues::seconds));
  public static final Header<Duration> MIN_EXPIRES = seconds("Min-Expires");
  public static final Header<Duration> FLOW_TIMER = seconds("Flow-Timer");
  public static final Header<Duration> MIN_SE = seconds("Min-SE");
  public static final Header<SessionExpires> SESSION_EXPIRES =
      single("Session-Expires", "x", SessionExpires::parse);
  public static final Header<String> REQUIRE = list("Require", "", HeaderValues::token);
  public static final Header<String> PROXY_REQUIRE = list("Proxy-Require", "", HeaderValues::token);
  public static final Header<String> SUPPORTED = list("Supported", "k", HeaderValues::token);
  public static final Header<String> UNSUPPORTED = list("Unsupported", "", HeaderValues::token);
  public static final Header<Method> ALLOW = list("Allow", "", HeaderValues::method);
  public static final Header<MediaType> ACCEPT = list("Accept", "", MediaType::parse);
  public static final Header<Valued> ACCEPT_ENCODING = list("Accept-Encoding", "", Valued::parse);
  public static final Header<Valued> ACCEPT_LANGUAGE = list("Accept-Language", "", Valued::parse);
  public static final Header<MediaType> CONTENT_TYPE =
      single("Content-Type", "c", MediaType::parse);
  public static final Header<Integer> CONTENT_LENGTH =
      single("Content-Length", "l", HeaderValues::contentLength);
  public static final Header<String> CONTENT_ENCODING =
      list("Content-Encoding", "e", HeaderValues::token);
  public static final Header<Valued> CONTENT_DISPOSITION =
      single("Content-Disposition", "", Valued::parse);
  public static final Header<AuthFields> WWW_AUTHENTICATE =
      repeated("WWW-Authenticate", AuthFields::parse);
  public static final Header<AuthFields> AUTHORIZATION =
      repeated("Authorization", AuthFields::parse);
  public static final Header<AuthFields> PROXY_AUTHENTICATE =
      repeated("Proxy-Authenticate", AuthFields::parse);
  public static final Header<AuthFields> PROXY_AUTHORIZATION =
      repeated("Proxy-Authorization", AuthFields::parse);
  public static final Header<String> AUTHENTICATION_INFO = known(text("Authentication-Info"));
  public static final Header<NameAddr> REFER_TO = single("Refer-To", "r", NameAddr::parse);
  public static final Header<NameAddr> REFERRED_BY = single("Referred-By", "b", NameAddr::parse);
  public static final Header<Replaces> REPLACES = single("Replaces", "", Replaces::parse);
  public static final Header<NameAddr> REPLY_TO = single("Reply-To", "", NameAddr::parse);
  public static final Header<NameAddr> P_ASSERTED_IDENTITY =
      list("P-Asserted-Identity", "", NameAddr::parse);
  public static final Header<NameAddr> P_PREFERRED_IDENTITY =
      list("P-Preferred-Identity", "", NameAddr::parse);
  public static final Header<NameAddr> DIVERSION = list("Diversion", "", NameAddr::parse);
  public static final Header<String> PRIVACY = known(text("Privacy"));
  public static final Header<Valued> REASON = list("Reason", "", Valued::parse);
  public static final Header<Warning> WARNING = list("Warning", "", Warning::parse);
  public static final Header<RetryAfter> RETRY_AFTER = single("Retry-After", "", RetryAfter::parse);
  public static final Header<Valued> EVENT = single("Event", "o", Valued::parse);
  public static final Header<String> ALLOW_EVENTS = list("Allow-Events", "u", HeaderValues::token);
  public static final Header<Valued> SUBSCRIPTION_STATE =
      single("Subscription-State", "", Valued::parse);
  public static final Header<Long> RSEQ = single("RSeq", "", HeaderValues::rseq);
  public static final Header<RAck> RACK = single("RAck", "", RAck::parse);
  public static final Header<String> USER_AGENT = known(text("User-Agent"));
  public static final Header<String> SERVER = known(text("Server"));
  public static final Header<String> SUBJECT =
      known(new Header<>("Subject", "s", Form.SINGLE, text -> text));
  public static final Header<String> ORGANIZATION = known(text("Organization"));
  public static final Header<String> DATE = known(text("Date"));
  public static final Header<String> TIMESTAMP = known(text("Timestamp"));
  public static final Header<String> MIME_VERSION = known(text("MIME-Version"));
  public static final Header<String> ALERT_INFO = known(text("Alert-Info"));
  public static final Header<String> CALL_INFO = known(text("Call-Info"));

  /// How often a field may stand in a message, and what a comma in it means.
  enum Form {
    /// Once.
    SINGLE,
    /// Any number of times, each a list of values between commas.
    LIST,
    /// Any number of times, one value each.
    REPEATED
  }

  private static final HeaderTable TABLE = new HeaderTable(KNOWN);

  private final String name;
  private final String compact;
  private final Form form;
  private final Function<String, T> parse;
  private final Function<? super T, String> print;
  private int ordinal = -1;

  private Header(String name, String compact, Form form, Function<String, T> parse) {
    this(name, compact, form, parse, Object::toString);
  }

  private Header(
      String name,
      String compact,
      Form form,
      Function<String, T> parse,
      Function<? super T, String> print) {
    if (!Grammar.isToken(name))
      throw new MalformedHeaderException("RFC 3261 7.3.1", "a header name that is no token");
    this.name = name;
    this.compact = compact;
    this.form = form;
    this.parse = parse;
    this.print = print;
  }

  /// A header field of any other name, its value as text.
  public static Header<String> text(String name) {
    return new Header<>(name, "", Form.REPEATED, text -> text);
  }

  /// A header field of another name that has one value; values print by `toString`.
  public static <T> Header<T> of(String name, Function<String, T> parse) {
    return new Header<>(name, "", Form.SINGLE, parse);
  }

  /// A header field of another name whose values are a list between commas; values print by
  /// `toString`.
  public static <T> Header<T> listOf(String name, Function<String, T> parse) {
    return new Header<>(name, "", Form.LIST, parse);
  }

  private static <T> Header<T> single(String name, String compact, Function<String, T> parse) {
    return known(new Header<>(name, compact, Form.SINGLE, parse));
  }

  private static <T> Header<T> list(String name, String compact, Function<String, T> parse) {
    return known(new Header<>(name, compact, Form.LIST, parse));
  }

  private static <T> Header<T> repeated(String name, Function<String, T> parse) {
    return known(new Header<>(name, "", Form.REPEATED, parse));
  }

  private static Header<Duration> seconds(String name) {
    return known(new Header<>(name, "", Form.SINGLE, HeaderValues::seconds, HeaderValues::seconds));
  }

  private static <T> Header<T> known(Header<T> header) {
    header.ordinal = KNOWN.size();
    KNOWN.add(header);
    return header;
  }

  static HeaderTable table() {
    return TABLE;
  }

  /// The name in its long form.
  public String name() {
    return name;
  }

  /// The compact form of the name, or empty text.
  public String compact() {
    return compact;
  }

  Form form() {
    return form;
  }

  /// The place in the table of known headers, or -1.
  int ordinal() {
    return ordinal;
  }

  /// Whether a field of that name is this header.
  public boolean is(String other) {
    return name.equalsIgnoreCase(other) || (!compact.isEmpty() && compact.equalsIgnoreCase(other));
  }

  T read(String text) {
    return parse.apply(text);
  }

  String write(T value) {
    return print.apply(value);
  }

  @Override
  public String toString() {
    return name;
  }
}
