package ringfence.sip.message;

import java.util.Set;

/// A request method, RFC 3261 section 7.1; case-sensitive, and any token is one.
///
/// @param name the method as it stands in the request line
public record Method(String name) {
  public static final Method INVITE = new Method("INVITE");
  public static final Method ACK = new Method("ACK");
  public static final Method BYE = new Method("BYE");
  public static final Method CANCEL = new Method("CANCEL");
  public static final Method REGISTER = new Method("REGISTER");
  public static final Method OPTIONS = new Method("OPTIONS");
  public static final Method INFO = new Method("INFO");
  public static final Method PRACK = new Method("PRACK");
  public static final Method UPDATE = new Method("UPDATE");
  public static final Method REFER = new Method("REFER");
  public static final Method NOTIFY = new Method("NOTIFY");
  public static final Method SUBSCRIBE = new Method("SUBSCRIBE");
  public static final Method MESSAGE = new Method("MESSAGE");
  public static final Method PUBLISH = new Method("PUBLISH");

  private static final Set<Method> KNOWN =
      Set.of(
          INVITE, ACK, BYE, CANCEL, REGISTER, OPTIONS, INFO, PRACK, UPDATE, REFER, NOTIFY,
          SUBSCRIBE, MESSAGE, PUBLISH);

  public Method {
    if (!Grammar.isToken(name))
      throw new MalformedHeaderException("RFC 3261 7.1", "a method that is no token");
  }

  /// The method of that name; the well-known ones are not made anew.
  public static Method parse(String name) {
    return switch (name) {
      case "INVITE" -> INVITE;
      case "ACK" -> ACK;
      case "BYE" -> BYE;
      case "CANCEL" -> CANCEL;
      case "REGISTER" -> REGISTER;
      case "OPTIONS" -> OPTIONS;
      case "INFO" -> INFO;
      case "PRACK" -> PRACK;
      case "UPDATE" -> UPDATE;
      case "REFER" -> REFER;
      case "NOTIFY" -> NOTIFY;
      case "SUBSCRIBE" -> SUBSCRIBE;
      case "MESSAGE" -> MESSAGE;
      case "PUBLISH" -> PUBLISH;
      case String other -> new Method(other);
    };
  }

  /// Whether it is one of the constants here.
  boolean isKnown() {
    return KNOWN.contains(this);
  }

  @Override
  public String toString() {
    return name;
  }
}
