package ringfence.trace.lesson;

/// What happens from the first connection to the end of the first call, in the order in which it is
/// told; in TLS 1.3 and before it what its version has of it.
enum Stage {
  CONNECT(
      "The client connects",
      """
      A telephone adapter that speaks TLS opens one TCP connection to its proxy and keeps it: everything goes over
      this link, in both directions, for as long as it holds. The unit takes its local port from 16000 upwards, so
      that proxy and firewall see the same link again after a restart. Nothing is encrypted yet.\
      """,
      "SIP > Transport, Persistent TLS Base Port"),
  CLIENT_HELLO(
      "Client Hello: what the client can do",
      """
      The first message says which versions of TLS and which cipher suites the client speaks, and a random number
      that makes this handshake unlike any other. The server chooses from what is offered here: where both lists
      have nothing in common, it answers with the alert handshake_failure, or protocol_version. The server name, if
      there is one, lets a server with several certificates pick the right one.\
      """,
      "SIP > Transport, TLS Version and TLS Cipher Suite"),
  SERVER_HELLO(
      "Server Hello: what the server chose",
      """
      One version and one cipher suite, taken from the client's lists, and the server's own random number. From here
      on both know how they will encrypt, but not yet with which key.\
      """,
      ""),
  SERVER_HELLO_13(
      "Server Hello: version, suite, and half of a secret",
      """
      The server chose one version and one cipher suite, and sends its key share. Out of one's own private half and
      the other's public half both calculate the same secret, which is never sent: whoever records this and steals
      the server's private key later cannot read it. That is forward secrecy, and the reason why the list of RSA
      keys of older notes opens nothing here, and a key log or secrets inside the capture do. All that follows is
      encrypted already.\
      """,
      ""),
  RESUMED(
      "The session goes on where it was",
      """
      The two have met before: the client showed what it kept of an earlier handshake, and the server took it. Both
      have a secret from there, so that no certificate is sent or checked; it was when the session was made. A server
      that does not take it answers with a full handshake, and nobody has lost anything.\
      """,
      ""),
  SERVER_EXTENSIONS(
      "Encrypted Extensions",
      """
      What the server answers to the rest of the client's wishes; in TLS 1.3 nobody on the way can read it.\
      """,
      ""),
  CERTIFICATE_REQUEST(
      "Certificate Request: the client shall prove itself too",
      """
      The server wants a certificate of the client. A unit that has no Host certificate answers with an empty one,
      and it is the server's decision whether that ends the handshake (mutual TLS).\
      """,
      "Management > Certificates, Host Certificates"),
  CERTIFICATE(
      "Certificate: who the server says it is",
      """
      The server's own certificate comes first, then those that lead up to a CA that the client knows. The private
      key that belongs to it never leaves the server.\
      """,
      "Management > Certificates"),
  CHECK(
      "The client checks the certificate",
      """
      Four questions, and if one of them is answered with no, the link does not come up: is the signature right; is
      the CA that made it one that the unit was given; is the certificate for the name or address that the client
      wanted; is it valid today. The last one is why a unit without the right time cannot use TLS. If the answer is
      no, the client sends an alert (unknown_ca, certificate_expired, bad_certificate) and closes.\
      """,
      "SIP > Interop, Certificate Validation; the CA: Management > Certificates, Other; the time:"
          + " Network > Host, SNTP"),
  SERVER_KEY(
      "Server Key Exchange: half of a secret",
      """
      With suites whose name has DHE in it the server sends a fresh public half, signed with the key of its
      certificate. With TLS_RSA suites there is no such message.\
      """,
      ""),
  HELLO_DONE("Server Hello Done", "It is the client's turn.", ""),
  CLIENT_KEY(
      "Client Key Exchange: the secret",
      """
      With a TLS_RSA suite the client invents a secret and encrypts it under the public key of the server's
      certificate: only the owner of the private key can read it, and whoever has a copy of that key can decrypt the
      whole recording later. With a DHE suite the client sends its own public half instead. Either way both calculate
      the same keys now.\
      """,
      ""),
  PROOF(
      "Certificate Verify: the owner of the private key signs",
      """
      A signature over everything said so far, which only the owner of the certificate's private key can make. A
      stolen certificate alone is worth nothing.\
      """,
      ""),
  CHANGE_CIPHER(
      "Change Cipher Spec: from here on encrypted",
      """
      The sender's next record is the first under the new keys. In TLS 1.3 it means nothing and is only sent so that
      old firewalls see what they expect.\
      """,
      ""),
  FINISHED(
      "Finished: nobody has changed anything",
      """
      The first message under the new keys is a check over the whole handshake. If somebody on the way had taken a
      strong suite out of a list, the two sides would disagree here. When both have sent theirs, the link is up, and
      the Ready light of the unit goes on.\
      """,
      "SIP > Servers, TLS Persistent Connections Status"),
  REGISTER(
      "REGISTER: here I am",
      """
      Inside the link SIP is the same as over UDP. The unit tells the registrar under which Contact it is reached.
      The transport=tls in it matters: without it some proxies call back over UDP and fail (see Add SIP Transport in
      Contact Header).\
      """,
      "SIP > Transport, Add SIP Transport in Registration"),
  CHALLENGE(
      "401 Unauthorized: prove it",
      """
      Not an error: the registrar never saw this request before and asks for a proof. The nonce makes each proof good
      for once.\
      """,
      ""),
  CREDENTIALS(
      "REGISTER again, with the proof",
      """
      The same request, CSeq one higher, with Authorization: a hash over user, realm, password, nonce, method and
      URI. The password itself is never sent, not even inside TLS.\
      """,
      "SIP > Authentication"),
  REGISTERED(
      "200 OK: registered",
      """
      The answer lists every Contact of this address and for how many seconds it holds; before they are over the
      unit registers again. A second binding in the list is an older one of the same user that has not expired.\
      """,
      "SIP > Registrations"),
  INVITE(
      "INVITE: a call, and the key for its sound",
      """
      The session description offers RTP/SAVP, secure RTP, and with it the key: as a MIKEY message (a=key-mgmt, at
      the level of the session) or as SDES (a=crypto, at the media). An SDES key stands in clear in the message, which
      is why it must not travel outside TLS; MIKEY protects its own with a pre-shared key, if one was set. Both sides
      have to use the same of the two, or the call ends with 415 or 488.\
      """,
      "Telephony > CODECS, Mode and Key Management Protocol"),
  CALL_CHALLENGE(
      "407 Proxy Authentication Required",
      """
      As with the registration: the proxy wants to know who calls, and the unit repeats the INVITE with its proof.\
      """,
      "SIP > Authentication"),
  RINGING(
      "180 Ringing",
      """
      The telephone at the other end rings. A unit that uses MIKEY sends its answer to the key exchange here already.\
      """,
      ""),
  ANSWER(
      "200 OK: answered, with the key agreed",
      """
      What was chosen from the offer: one codec, one way to encrypt. With MIKEY the answer proves that the other side
      has the same pre-shared key.\
      """,
      ""),
  MEDIA(
      "The sound: SRTP",
      """
      Header and sequence number stay readable, for routers and for statistics; the sound is encrypted and ten octets
      at the end of each packet prove that nobody has changed it. Without the key it is noise.\
      """,
      "Telephony > CODECS, Encryption"),
  BYE(
      "BYE: the call is over",
      "The link stays up for the next call. The keys of the sound are forgotten.",
      "");

  private final String title;
  private final String text;
  private final String place;

  Stage(String title, String text, String place) {
    this.title = title;
    this.text = text.replace('\n', ' ');
    this.place = place;
  }

  String title() {
    return title;
  }

  /// Why it happens, and what fails here.
  String text() {
    return text;
  }

  /// Where on the unit's pages it is set or seen; empty where nowhere.
  String place() {
    return place;
  }
}
