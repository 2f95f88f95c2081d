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
import ringfence.sip.message.MalformedHeaderException;
import ringfence.sip.message.SipMessage;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipUri;
import ringfence.sip.message.Uri;
import ringfence.trace.decode.Content;
import ringfence.trace.decode.Row;

/// Whom a ladder follows: a user, of one domain or of every one, or a call.
public final class Followed {
  private final String subject;
  private final Predicate<SipUri> named;

  private Followed(String subject, Predicate<SipUri> named) {
    this.subject = subject;
    this.named = named;
  }

  /// Whom a person means.
  ///
  /// @param subject a Call-ID, or with or without `sip:` a user: `user@domain`, or `user` of every
  ///   domain
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

  /// Whether a message is by, to or about them.
  public boolean isNamedIn(SipMessage message) {
    if (message.callId().equals(subject)) return true;
    boolean called = message instanceof SipRequest request && is(request.uri());
    return called || is(message.from().uri()) || is(message.to().uri());
  }

  private boolean is(Uri uri) {
    return uri instanceof SipUri sip && named.test(sip);
  }

  /// Their messages, the connections that carried these, the media of their calls, and what became
  /// of connections between the same hosts that carried nothing; in the order of time.
  ///
  /// @param used the ends of connections that carried a message
  List<Row> in(Collection<Row> rows, Set<Set<InetSocketAddress>> used) {
    var about = new About();
    rows.forEach(about::learn);
    return rows.stream()
        .filter(row -> about.has(row, used))
        .sorted(Comparator.comparing(Row::time))
        .toList();
  }

  /// What belongs to their messages.
  private final class About {
    private final Set<Set<InetSocketAddress>> links = new HashSet<>();
    private final Set<Set<InetAddress>> hosts = new HashSet<>();
    private final Set<String> calls = new HashSet<>();

    void learn(Row row) {
      if (!(row.content() instanceof Content.Sip(var message, _, _)) || !isNamedIn(message)) return;
      links.add(LadderLog.ends(row.source(), row.destination()));
      hosts.add(hosts(row));
      calls.add(message.callId());
    }

    boolean has(Row row, Set<Set<InetSocketAddress>> used) {
      return switch (row.content()) {
        case Content.Sip(var message, _, _) -> isNamedIn(message);
        case Content.Rtp rtp -> rtp.calls().stream().anyMatch(calls::contains);
        case Content.Tls _, Content.Tcp _, Content.Malformed _, Content.KeepAlive _ -> {
          var link = LadderLog.ends(row.source(), row.destination());
          yield links.contains(link) || (!used.contains(link) && hosts.contains(hosts(row)));
        }
        case Content.Rtcp _, Content.Other _ -> false;
      };
    }

    private static Set<InetAddress> hosts(Row row) {
      return Set.copyOf(List.of(row.source().getAddress(), row.destination().getAddress()));
    }
  }
}
