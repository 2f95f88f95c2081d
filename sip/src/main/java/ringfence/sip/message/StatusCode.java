package ringfence.sip.message;

/// A response's status code, RFC 3261 sections 7.2 and 21.
///
/// @param value 100 to 699
public record StatusCode(int value) {
  public static final StatusCode TRYING = new StatusCode(100);
  public static final StatusCode RINGING = new StatusCode(180);
  public static final StatusCode SESSION_PROGRESS = new StatusCode(183);
  public static final StatusCode OK = new StatusCode(200);
  public static final StatusCode ACCEPTED = new StatusCode(202);
  public static final StatusCode MOVED_TEMPORARILY = new StatusCode(302);
  public static final StatusCode BAD_REQUEST = new StatusCode(400);
  public static final StatusCode UNAUTHORIZED = new StatusCode(401);
  public static final StatusCode FORBIDDEN = new StatusCode(403);
  public static final StatusCode NOT_FOUND = new StatusCode(404);
  public static final StatusCode METHOD_NOT_ALLOWED = new StatusCode(405);
  public static final StatusCode NOT_ACCEPTABLE = new StatusCode(406);
  public static final StatusCode PROXY_AUTHENTICATION_REQUIRED = new StatusCode(407);
  public static final StatusCode REQUEST_TIMEOUT = new StatusCode(408);
  public static final StatusCode REQUEST_ENTITY_TOO_LARGE = new StatusCode(413);
  public static final StatusCode UNSUPPORTED_MEDIA_TYPE = new StatusCode(415);
  public static final StatusCode UNSUPPORTED_URI_SCHEME = new StatusCode(416);
  public static final StatusCode BAD_EXTENSION = new StatusCode(420);
  public static final StatusCode EXTENSION_REQUIRED = new StatusCode(421);
  public static final StatusCode SESSION_INTERVAL_TOO_SMALL = new StatusCode(422);
  public static final StatusCode INTERVAL_TOO_BRIEF = new StatusCode(423);
  public static final StatusCode FLOW_FAILED = new StatusCode(430);
  public static final StatusCode FIRST_HOP_LACKS_OUTBOUND_SUPPORT = new StatusCode(439);
  public static final StatusCode MAX_BREADTH_EXCEEDED = new StatusCode(440);
  public static final StatusCode TEMPORARILY_UNAVAILABLE = new StatusCode(480);
  public static final StatusCode CALL_OR_TRANSACTION_DOES_NOT_EXIST = new StatusCode(481);
  public static final StatusCode LOOP_DETECTED = new StatusCode(482);
  public static final StatusCode TOO_MANY_HOPS = new StatusCode(483);
  public static final StatusCode ADDRESS_INCOMPLETE = new StatusCode(484);
  public static final StatusCode BUSY_HERE = new StatusCode(486);
  public static final StatusCode REQUEST_TERMINATED = new StatusCode(487);
  public static final StatusCode NOT_ACCEPTABLE_HERE = new StatusCode(488);
  public static final StatusCode BAD_EVENT = new StatusCode(489);
  public static final StatusCode REQUEST_PENDING = new StatusCode(491);
  public static final StatusCode SERVER_INTERNAL_ERROR = new StatusCode(500);
  public static final StatusCode NOT_IMPLEMENTED = new StatusCode(501);
  public static final StatusCode BAD_GATEWAY = new StatusCode(502);
  public static final StatusCode SERVICE_UNAVAILABLE = new StatusCode(503);
  public static final StatusCode SERVER_TIMEOUT = new StatusCode(504);
  public static final StatusCode VERSION_NOT_SUPPORTED = new StatusCode(505);
  public static final StatusCode MESSAGE_TOO_LARGE = new StatusCode(513);
  public static final StatusCode BUSY_EVERYWHERE = new StatusCode(600);
  public static final StatusCode DECLINE = new StatusCode(603);

  public StatusCode {
    // RFC 3261 7.2: "The first digit of the Status-Code defines the class of response", 1 to 6
    if (value < 100 || value > 699)
      throw new MalformedHeaderException("RFC 3261 7.2", "a status code of " + value);
  }

  /// 1xx: the transaction goes on.
  public boolean isProvisional() {
    return value < 200;
  }

  /// 200 and above: the last response of its transaction.
  public boolean isFinal() {
    return value >= 200;
  }

  /// 2xx.
  public boolean isSuccess() {
    return value >= 200 && value < 300;
  }

  /// 3xx.
  public boolean isRedirection() {
    return value >= 300 && value < 400;
  }

  /// 3xx to 6xx: a final response that is not a success.
  public boolean isFailure() {
    return value >= 300;
  }

  /// 6xx: no other branch need be tried.
  public boolean isGlobalFailure() {
    return value >= 600;
  }

  /// The reason phrase the RFCs print beside the code, or that of its class.
  public String phrase() {
    return ReasonPhrase.of(value);
  }

  @Override
  public String toString() {
    return Integer.toString(value);
  }
}
