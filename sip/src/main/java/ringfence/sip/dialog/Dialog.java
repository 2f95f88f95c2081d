package ringfence.sip.dialog;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import ringfence.sip.message.CSeq;
import ringfence.sip.message.Contact;
import ringfence.sip.message.Header;
import ringfence.sip.message.Headers;
import ringfence.sip.message.Method;
import ringfence.sip.message.NameAddr;
import ringfence.sip.message.SipMessage;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.sip.message.Uri;

/// A dialog: what two user agents remember to send requests to each other in order, RFC 3261
/// section 12. Early until [#confirm].
public final class Dialog {
  /// The Max-Forwards of every request (RFC 3261 8.1.1.6).
  public static final int MAX_FORWARDS = 70;

  private final DialogId id;
  private final NameAddr local;
  private final NameAddr remote;
  private RouteSet routes;
  private Uri remoteTarget;
  private long localCseq;
  private OptionalLong remoteCseq;
  private boolean confirmed;

  private Dialog(DialogId id, NameAddr local, NameAddr remote, RouteSet routes, Uri remoteTarget) {
    this.id = id;
    this.local = local;
    this.remote = remote;
    this.routes = routes;
    this.remoteTarget = remoteTarget;
    this.remoteCseq = OptionalLong.empty();
  }

  /// The caller's dialog from a response to its request, RFC 3261 section 12.1.2. Without a Contact
  /// in the response the Request-URI stays the target.
  public static Dialog ofCaller(SipRequest request, SipResponse response) {
    NameAddr local = request.from();
    NameAddr remote = response.to();
    // RFC 3261 12.1.2: "A UAC MUST be prepared to receive a response without a tag in the To field"
    String remoteTag = remote.tag().orElse("");
    var id = new DialogId(request.callId(), local.tag().orElse(""), remoteTag);
    Uri target = contact(response).orElse(request.uri());
    var dialog = new Dialog(id, local, remote, RouteSet.ofCaller(response), target);
    // RFC 3261 12.1.2: "The local sequence number MUST be set to the value of the sequence number
    // in
    // the CSeq header field of the request"
    dialog.localCseq = number(request);
    return dialog;
  }

  /// The callee's dialog for a request that it answers with `localTag`, RFC 3261 section 12.1.1.
  ///
  /// @param firstCseq where our own numbers start
  public static Dialog ofCallee(SipRequest request, String localTag, long firstCseq) {
    NameAddr remote = request.from();
    NameAddr local = request.to().withTag(localTag);
    var id = new DialogId(request.callId(), localTag, remote.tag().orElse(""));
    Uri target = contact(request).orElse(remote.uri());
    var dialog = new Dialog(id, local, remote, RouteSet.ofCallee(request), target);
    dialog.localCseq = firstCseq;
    dialog.remoteCseq = OptionalLong.of(number(request));
    return dialog;
  }

  /// A 2xx came: the dialog is confirmed, with the target and the route set of the 2xx.
  public void confirm(SipResponse success) {
    refreshTarget(success);
    // RFC 3261 13.2.2.4: the route set of an early dialog is computed anew from the 2xx
    if (!confirmed) routes = RouteSet.ofCaller(success);
    confirmed = true;
  }

  /// We answered 2xx: the callee's dialog is confirmed.
  public void confirm() {
    confirmed = true;
  }

  public boolean isConfirmed() {
    return confirmed;
  }

  public DialogId id() {
    return id;
  }

  /// The peer's Contact, the Request-URI of our requests.
  public Uri remoteTarget() {
    return remoteTarget;
  }

  /// The peer's address, with its tag.
  public NameAddr remote() {
    return remote;
  }

  /// Our own address, with our tag.
  public NameAddr local() {
    return local;
  }

  public List<NameAddr> routes() {
    return routes.routes();
  }

  /// Where requests of this dialog are sent: the first route, or the remote target.
  public Uri nextHop() {
    return routes.nextHop(remoteTarget);
  }

  /// Takes the Contact of a target refresh request (INVITE, UPDATE) or of its 2xx as the new
  /// target.
  public void refreshTarget(SipMessage message) {
    contact(message).ifPresent(uri -> remoteTarget = uri);
  }

  /// The number of our last request.
  public long localCseq() {
    return localCseq;
  }

  /// Our numbers have been used up to `number` by requests made outside: an INVITE repeated with
  /// credentials.
  public void usedUpTo(long number) {
    localCseq = Math.max(localCseq, number);
  }

  /// Takes the next number for a request made outside.
  public long nextNumber() {
    return ++localCseq;
  }

  /// Whether a request of the peer belongs to this dialog.
  public boolean isAsked(SipRequest request) {
    return DialogId.ofReceived(request).equals(Optional.of(id));
  }

  /// Whether a response to a request of ours belongs to this dialog.
  public boolean isAnswered(SipResponse response) {
    return response.to().tag().orElse("").equals(id.remoteTag());
  }

  /// A request in this dialog with the next number, without a Via (RFC 3261 12.2.1.1). An ACK or
  /// CANCEL is not made here.
  public SipRequest request(Method method) {
    return request(new CSeq(nextNumber(), method));
  }

  /// The ACK to a 2xx of the INVITE with this number, without a Via.
  public SipRequest ack(long number) {
    // RFC 3261 13.2.2.4: "The sequence number of the CSeq header field MUST be the same as the
    // INVITE being acknowledged, but the CSeq method MUST be ACK"
    return request(new CSeq(number, Method.ACK));
  }

  private SipRequest request(CSeq cseq) {
    Headers headers =
        routes.route(Headers.NONE.append(Header.MAX_FORWARDS, MAX_FORWARDS), remoteTarget);
    headers =
        headers
            .append(Header.FROM, local)
            .append(Header.TO, remote)
            .append(Header.CALL_ID, id.callId())
            .append(Header.CSEQ, cseq);
    return new SipRequest(cseq.method(), routes.requestUri(remoteTarget), headers);
  }

  /// Whether a request of the peer is in order; false asks for a 500 (RFC 3261 12.2.2). Call it
  /// once for each new request, not for ACK and CANCEL.
  public boolean isInOrder(SipRequest request) {
    long number = number(request);
    // RFC 3261 12.2.2: "If the remote sequence number was not empty, but the sequence number of the
    // request is lower than the remote sequence number, the request is out of order"
    if (remoteCseq.isPresent() && number < remoteCseq.getAsLong()) return false;
    remoteCseq = OptionalLong.of(number);
    return true;
  }

  private static long number(SipRequest request) {
    return request.cseq().number();
  }

  private static Optional<Uri> contact(SipMessage message) {
    return message.headers().first(Header.CONTACT).flatMap(Dialog::uri);
  }

  private static Optional<Uri> uri(Contact contact) {
    return switch (contact) {
      case Contact.Address address -> Optional.of(address.uri());
      case Contact.Everything _ -> Optional.empty();
    };
  }
}
