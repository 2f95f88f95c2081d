package ringfence.trace.diagnose;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import ringfence.sip.message.SipMessage;
import ringfence.sip.message.SipResponse;
import ringfence.trace.tls.CertificateEntry;
import ringfence.trace.tls.HandshakeMessage.CertificateRequest;

/// The names of a case that a rule may quote in a sentence: of users and hosts, of realms and who
/// else stands in quotation marks, and of certificates.
final class Quotable {
  private static final Pattern URI =
      Pattern.compile("(?i)\\b(?:sips?:|tel:)(?:([^@\\s>\",;]++)[^@\\s>\",]*+@)?([^\\s;>,?\":]++)");
  private static final Pattern IN_MARKS = Pattern.compile("\"([^\"\r\n]{1,256})\"");

  private static final int SHORTEST = 2;
  private static final int LONGEST = 256;

  /// A name as it stands there, and what it is of, as in `user`.
  record Quoted(String kind, String text) {}

  /// In lower case, so that the longest that a text begins with is found from above.
  private final NavigableMap<String, String> kinds = new TreeMap<>();

  static Quotable of(CaseFile file) {
    var names = new Quotable();
    file.messages().forEach(said -> names.add(said.message()));
    file.links().forEach(names::add);
    return names;
  }

  private void add(SipMessage message) {
    String text = message.toString();
    URI.matcher(text).results().forEach(this::add);
    IN_MARKS.matcher(text).results().forEach(it -> add("name", it.group(1)));
    if (message instanceof SipResponse response) {
      boolean own = !response.reason().equalsIgnoreCase(response.status().phrase());
      if (own) add("name", response.reason());
    }
  }

  private void add(MatchResult uri) {
    if (uri.group(1) != null) add("user", uri.group(1));
    boolean number = uri.group().regionMatches(true, 0, "tel:", 0, 4);
    add(number ? "user" : "host", uri.group(2));
  }

  private void add(Link link) {
    link.clientHello()
        .flatMap(hello -> hello.what().extensions().serverName())
        .ifPresent(it -> add("host", it));
    link.presented(Known.NOTHING).stream().flatMap(it -> it.chain().stream()).forEach(this::add);
    for (Party party : Party.values()) {
      link.first(party, CertificateRequest.class).stream()
          .flatMap(it -> it.what().authorities().stream())
          .forEach(this::add);
    }
  }

  private void add(CertificateEntry entry) {
    for (String name : entry.names()) add("host", name.substring(name.indexOf(':') + 1));
    entry.commonName().ifPresent(it -> add("name", it));
    add("serial", entry.serial());
    entry.certificate().stream()
        .flatMap(it -> Stream.of(it.getSubjectX500Principal(), it.getIssuerX500Principal()))
        .forEach(this::add);
  }

  private void add(X500Principal principal) {
    for (String form : List.of(principal.toString(), principal.getName())) add("name", form);
  }

  /// The first kind that a name is said to be stays.
  private void add(String kind, String name) {
    boolean names = name.length() >= SHORTEST && name.length() <= LONGEST;
    if (names && !name.isBlank()) kinds.putIfAbsent(lower(name), kind);
  }

  /// The longest name that a text begins with, up to the end of a word.
  Optional<Quoted> first(String text) {
    String begin = lower(text.substring(0, Math.min(LONGEST, text.length())));
    Map.Entry<String, String> name = kinds.floorEntry(begin);
    while (name != null) {
      int length = name.getKey().length();
      if (begin.startsWith(name.getKey()) && endsWord(text, length)) {
        return Optional.of(new Quoted(name.getValue(), text.substring(0, length)));
      }
      int shared = Math.min(shared(begin, name.getKey()), length - 1);
      name = kinds.floorEntry(begin.substring(0, shared));
    }
    return Optional.empty();
  }

  private static int shared(String one, String other) {
    int at = 0;
    while (at < one.length() && at < other.length() && one.charAt(at) == other.charAt(at)) at++;
    return at;
  }

  private static boolean endsWord(String text, int at) {
    return at == text.length() || !Character.isLetterOrDigit(text.charAt(at));
  }

  /// Letter by letter, so that places stay what they are.
  private static String lower(String text) {
    var lower = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) lower.append(Character.toLowerCase(text.charAt(i)));
    return lower.toString();
  }
}
