package ringfence.trace.live;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import ringfence.manage.disclosure.Subject;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipUri;
import ringfence.sip.message.Uri;
import ringfence.trace.decode.Content;
import ringfence.trace.decode.Row;

/// Whom a ladder follows: a user, of one domain or of every one, a call, or a host.
public final class Followed {
  private static final Comparator<Row> BY_TIME =
      Comparator.comparing(Row::time).thenComparingLong(Row::number);

  private final String text;
  private final Optional<Subject.Account> account;
  private final Optional<Subject.Link> host;

  private Followed(String text) {
    this.text = text;
    Optional<Subject> subject = Subject.parse(text);
    this.account =
        subject.filter(Subject.Account.class::isInstance).map(Subject.Account.class::cast);
    this.host = subject.filter(Subject.Link.class::isInstance).map(Subject.Link.class::cast);
  }

  /// Whom a person means.
  ///
  /// @param text a Call-ID, or what a [Subject] is: a user, `user@domain` or `user` of every
  ///   domain, or the address of a host, with a port or of every one
  public static Followed of(String text) {
    return new Followed(text);
  }

  /// Whether a row is a message by, to or about them.
  public boolean isNamedIn(Row row) {
    if (!(row.content() instanceof Content.Sip(var message, _, _))) return false;
    if (message.callId().equals(text)) return true;
    boolean called = message instanceof SipRequest request && is(request.uri());
    return called || is(message.from().uri()) || is(message.to().uri()) || isAt(row);
  }

  private boolean is(Uri uri) {
    if (account.isEmpty() || !(uri instanceof SipUri sip)) return false;
    return sip.userText().filter(it -> account.get().is(it + "@" + sip.host().host())).isPresent();
  }

  private boolean isAt(Row row) {
    return host.filter(it -> it.isWith(row.source()) || it.isWith(row.destination())).isPresent();
  }

  /// Their messages, the connections that carried these, the media of their calls, and what became
  /// of connections between the same hosts that carried nothing; in the order of time.
  ///
  /// @param used the ends of connections that carried a message
  /// @param nobodys whether connections that carried nothing are theirs too when nobody else was
  ///   heard between these hosts
  List<Row> in(Collection<Row> rows, Set<Set<InetSocketAddress>> used, boolean nobodys) {
    var about = new About(used, nobodys);
    rows.forEach(about::learn);
    return rows.stream().filter(about::has).sorted(BY_TIME).toList();
  }

  /// What belongs to their messages.
  private final class About {
    private final Set<Set<InetSocketAddress>> used;
    private final boolean nobodys;
    private final Set<Set<InetAddress>> heard = new HashSet<>();
    private final Set<Set<InetSocketAddress>> links = new HashSet<>();
    private final Set<Set<InetAddress>> hosts = new HashSet<>();
    private final Set<String> calls = new HashSet<>();

    About(Set<Set<InetSocketAddress>> used, boolean nobodys) {
      this.used = used;
      this.nobodys = nobodys;
      used.forEach(ends -> heard.add(hosts(ends)));
    }

    void learn(Row row) {
      if (!(row.content() instanceof Content.Sip(var message, _, _)) || !isNamedIn(row)) return;
      var link = LadderLog.ends(row);
      links.add(link);
      hosts.add(hosts(link));
      calls.add(message.callId());
    }

    boolean has(Row row) {
      return switch (row.content()) {
        case Content.Sip _ -> isNamedIn(row);
        case Content.Rtp rtp -> isAt(row) || rtp.calls().stream().anyMatch(calls::contains);
        case Content.Tls _, Content.Tcp _, Content.Malformed _, Content.KeepAlive _ ->
            isAt(row) || hasLink(LadderLog.ends(row));
        case Content.Rtcp _, Content.Other _ -> false;
      };
    }

    private boolean hasLink(Set<InetSocketAddress> link) {
      if (links.contains(link)) return true;
      if (used.contains(link)) return false;
      return hosts.contains(hosts(link)) || (nobodys && !heard.contains(hosts(link)));
    }

    private static Set<InetAddress> hosts(Set<InetSocketAddress> ends) {
      return ends.stream().map(InetSocketAddress::getAddress).collect(Collectors.toSet());
    }
  }
}
