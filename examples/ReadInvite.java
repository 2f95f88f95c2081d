import ringfence.sip.message.Header;
import ringfence.sip.message.Parsed;
import ringfence.sip.message.SipParser;

/// Reads a SIP message and prints who calls whom; a malformed one is a value that says why.
void main() {
  var text =
      """
      INVITE sip:101@192.0.2.11:5062 SIP/2.0\r
      Via: SIP/2.0/TLS 192.0.2.30:16000;branch=z9hG4bK6a4e16b7b478eae83.051f66c579acf19dd\r
      Max-Forwards: 70\r
      From: <sip:100@192.0.2.11:5062>;tag=e437e6cd75\r
      To: <sip:101@192.0.2.11:5062>\r
      Call-ID: 822ebcc6433a7565\r
      CSeq: 1793624545 INVITE\r
      Content-Length: 0\r
      \r
      """;
  switch (new SipParser().parse(text.getBytes())) {
    case Parsed.Message(var invite) ->
        IO.println(
            invite.headers().first(Header.FROM).orElseThrow().uri()
                + " calls "
                + invite.headers().first(Header.TO).orElseThrow().uri());
    case Parsed.Malformed malformed -> IO.println(malformed);
  }
}
