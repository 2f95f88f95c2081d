package ringfence.adapter.gateway;

/// How a gateway finds out whether its servers are still there.
public enum KeepAliveMethod {
  NONE("None"),
  /// An OPTIONS request; any answer will do.
  SIP_OPTIONS("SipOptions"),
  /// CRLF on a link of ours, RFC 5626 section 4.4.1; nothing over UDP.
  PING("Ping"),
  /// TCP's own keep-alive on a link of ours, RFC 9293 section 3.8.4; nothing over UDP.
  TCP_KEEP_ALIVE("TcpKeepAlive");

  private final String text;

  KeepAliveMethod(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }
}
