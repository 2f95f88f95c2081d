package ringfence.trace.live;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import ringfence.sip.message.MalformedHeaderException;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipUri;
import ringfence.sip.message.Uri;
import ringfence.trace.decode.Content;
import ringfence.trace.decode.Row;

/// Whom a ladder follows: a user, of one domain or of every one, a call, or a host.
public final class Followed {
  private static final Comparator<Row> BY_TIME =
      Comparator.comparing(Row::time).thenComparingLong(Row::number);

  private final String subject;
  private final Predicate<SipUri> named;
  private final Optional<InetAddress> host;

  private Followed(String subject, Predicate<SipUri> named) {
    this.subject = subject;
    this.named = named;
    this.host = host(subject);
  }

  /// A number alone would be an address too, to the resolver.
  private static Optional<InetAddress> host(String text) {
    if (!text.matches("\\d+(\\.\\d+){3}|.*:.*")) return Optional.empty();
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /// Whom a person means.
  ///
  /// @param subject a Call-ID, an IP address, or with or without `sip:` a user: `user@domain`, or
  ///   `user` of every domain
  public static Followed of(String subject) {
    String user = subject.replaceFirst("(?i)^sips?:", "");
    if (!user.contains("@")) {
      return new Followed(subject, uri -> uri.userText().equals(Optional.of(user)));
    }
    try {
      SipUri wanted = SipUri.parse("sip:" + user);
      return new Followed(subject, uri -> isSame(wanted, uri));
    } catch (MalformedHeaderException _) {
      return new Followed(subject, _ -> false);
    }
  }

  /// RFC 3261 10.3 step 5: neither port nor parameters make another address of record.
  private static boolean isSame(SipUri wanted, SipUri uri) {
    return wanted.userText().equals(uri.userText()) && host(wanted).equals(host(uri));
  }

  private static String host(SipUri uri) {
    return uri.host().host().toLowerCase(Locale.ROOT);
  }

  /// Whether a row is a message by, to or about them.
  public boolean isNamedIn(Row row) {
    if (!(row.content() instanceof Content.Sip(var message, _, _))) return false;
    if (message.callId().equals(subject)) return true;
    boolean called = message instanceof SipRequest request && is(request.uri());
    return called || is(message.from().uri()) || is(message.to().uri()) || isAt(row);
  }

  private boolean is(Uri uri) {
    return uri instanceof SipUri sip && named.test(sip);
  }

  private boolean isAt(Row row) {
    return isAt(row.source()) || isAt(row.destination());
  }

  private boolean isAt(InetSocketAddress end) {
    return host.filter(end.getAddress()::equals).isPresent();
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
