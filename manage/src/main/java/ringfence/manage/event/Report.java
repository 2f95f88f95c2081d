package ringfence.manage.event;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// Something worth telling a person, as the one who saw it tells it: `about` is the gateway or
/// other thing it concerns (may be empty), `fields` are names such as `peer`, `call-id`, `cause`.
/// It is an instance of a documented [Notification], or else a trace.
///
/// ```java
/// log.report(Report.info("SipEngine", "Establishing TLS persistent connections.").about("OpenSIPS"));
/// ```
public record Report(
    Severity severity,
    String service,
    String about,
    String sentence,
    Map<String, String> fields,
    Optional<Notification> notification) {

  public static Report of(Severity severity, String service, String sentence) {
    return new Report(severity, service, "", sentence, Map.of(), Optional.empty());
  }

  static Report of(Notification kind, String sentence) {
    String service = kind.origin().key();
    return new Report(kind.severity(), service, "", sentence, Map.of(), Optional.of(kind));
  }

  public static Report debug(String service, String sentence) {
    return of(Severity.DEBUG, service, sentence);
  }

  public static Report info(String service, String sentence) {
    return of(Severity.INFO, service, sentence);
  }

  public static Report warning(String service, String sentence) {
    return of(Severity.WARNING, service, sentence);
  }

  public static Report error(String service, String sentence) {
    return of(Severity.ERROR, service, sentence);
  }

  public Report about(String thing) {
    return new Report(severity, service, thing, sentence, fields, notification);
  }

  public Report with(String field, String value) {
    SequencedMap<String, String> more = new LinkedHashMap<>(fields);
    more.put(field, value);
    return new Report(severity, service, about, sentence, more, notification);
  }
}
