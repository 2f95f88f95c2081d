package ringfence.sip.message;

import java.util.Optional;
import java.util.OptionalInt;

/// A Via value, RFC 3261 section 20.42, with `rport` of RFC 3581.
///
/// @param transport the transport after `SIP/2.0/`
/// @param sentBy where responses go
/// @param parameters branch, received, rport and others
public record Via(Transport transport, HostPort sentBy, Parameters parameters) {
  private static final String CLAUSE = "RFC 3261 20.42";

  /// RFC 3261 section 8.1.1.7: what a branch begins with that is unique across space and time.
  public static final String MAGIC_COOKIE = "z9hG4bK";

  /// A Via with that branch.
  public static Via of(Transport transport, HostPort sentBy, String branch) {
    return new Via(transport, sentBy, Parameters.NONE.with("branch", branch));
  }

  /// Reads one value.
  public static Via parse(String text) {
    Cursor in = new Cursor(text, CLAUSE);
    in.skipSpace();
    String name = in.token();
    in.expect('/');
    in.token(); // a version; a request of another than 2.0 gets its 505 along this Via all the same
    in.expect('/');
    if (!name.equalsIgnoreCase("SIP")) throw in.malformed("a protocol that is not SIP");
    Transport transport = Transport.parse(in.token());
    int end = in.position();
    in.skipSpace();
    if (in.position() == end) throw in.malformed("no space before sent-by");
    HostPort sentBy = HostPort.read(in);
    Parameters parameters = Parameters.read(in);
    in.expectEnd();
    return new Via(transport, sentBy, parameters);
  }

  /// The branch.
  public Optional<String> branch() {
    return parameters.value("branch");
  }

  /// Whether the branch begins with the magic cookie and goes on after it.
  public boolean hasUniqueBranch() {
    return branch()
        .filter(branch -> branch.length() > 7 && branch.startsWith(MAGIC_COOKIE))
        .isPresent();
  }

  /// The address that the request came from, as the server wrote it; an IPv6 address may be in
  /// brackets.
  public Optional<String> received() {
    return parameters.value("received");
  }

  /// The port that the request came from; empty when it is not there or not yet filled in.
  public OptionalInt rport() {
    Optional<String> text = parameters.value("rport");
    if (text.isEmpty() || !Grammar.isNumber(text.get(), 5)) return OptionalInt.empty();
    int port = Integer.parseInt(text.get());
    return port > 65535 ? OptionalInt.empty() : OptionalInt.of(port);
  }

  /// Whether the client asks for the response to come back to the port it sent from.
  public boolean asksForRport() {
    return parameters.has("rport");
  }

  /// With that `received`.
  public Via withReceived(String address) {
    return with(parameters.with("received", address));
  }

  /// With that `rport`; RFC 3581 section 4.
  public Via withRport(int port) {
    return with(parameters.with("rport", Integer.toString(port)));
  }

  /// With those parameters in place of all.
  public Via with(Parameters all) {
    return new Via(transport, sentBy, all);
  }

  @Override
  public String toString() {
    StringBuilder out = new StringBuilder(96).append("SIP/2.0/").append(transport).append(' ');
    out.append(sentBy.host());
    if (sentBy.port().isPresent()) out.append(':').append(sentBy.port().getAsInt());
    parameters.appendTo(out);
    return out.toString();
  }
}
