package ringfence.adapter.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ringfence.manage.event.Criteria;
import ringfence.manage.event.LineFormat;
import ringfence.manage.event.Notification.Origin;
import ringfence.manage.event.Severity;
import ringfence.manage.event.SyslogReceiver;
import ringfence.manage.setting.Column;
import ringfence.manage.setting.Declaration;
import ringfence.manage.setting.Declarations;
import ringfence.manage.setting.Kind;
import ringfence.manage.setting.Table;
import ringfence.manage.setting.Variable;

/// The settings of the unit's notifications and logging, under the vendor's names.
public interface Nlm {
  String PAGE = "System/Syslog";

  /// How a message travels to the syslog receiver.
  enum Transport {
    UDP,
    TCP,
    TLS
  }

  /// How a message is written.
  enum Form {
    RFC3164,
    RFC5424
  }

  /// What is done with a notification.
  enum Action {
    SEND_VIA_SYSLOG("SendViaSyslog"),
    LOG_LOCALLY("LogLocally"),
    LOG_TO_FILE("LogToFile");

    private final String text;

    Action(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /// What a service tells at least.
  enum MinSeverity {
    DISABLE("Disable", Optional.empty()),
    DEBUG(Severity.DEBUG),
    INFO(Severity.INFO),
    WARNING(Severity.WARNING),
    ERROR(Severity.ERROR),
    CRITICAL(Severity.CRITICAL);

    private final String text;
    private final Optional<Severity> least;

    MinSeverity(Severity least) {
      this(least.text(), Optional.of(least));
    }

    MinSeverity(String text, Optional<Severity> least) {
      this.text = text;
      this.least = least;
    }

    boolean lets(Severity severity) {
      return least.filter(severity::isAtLeast).isPresent();
    }

    @Override
    public String toString() {
      return text;
    }
  }

  Variable<String> REMOTE_HOST =
      Variable.of("Nlm.SyslogRemoteHost", Kind.of("a host with a port", Nlm::host), "")
          .label("Remote Host")
          .help("Where the syslog goes; empty for nowhere. Port 0 is the transport's own.")
          .page(PAGE);
  Variable<Transport> TRANSPORT =
      Variable.choice("Nlm.SyslogTransport", Transport.UDP)
          .label("Transport")
          .help("UDP and TCP are in the clear; TLS checks the receiver by the Other certificates.")
          .page(PAGE);
  Variable<Form> FORM =
      Variable.choice("Nlm.SyslogForm", Form.RFC3164)
          .label("Form")
          .help("The unit's own form, or RFC 5424 with number, cause and cure as structured data.")
          .page(PAGE);
  Variable<LineFormat> MESSAGE_FORMAT =
      Variable.of(
              "Nlm.SyslogMessageFormat",
              Kind.of(
                  "text with %msgid %mac %serial %serviceid %servicetextkey %servicename %message"
                      + " %mfpname %version %profile %%",
                  LineFormat::parse),
              LineFormat.USUAL)
          .label("Message Format")
          .help("How a notification is written in the form RFC3164; %8.4mac sets least and most.")
          .page(PAGE);
  Variable<Boolean> TRACES =
      Variable.enable("Nlm.DiagnosticTracesEnable", false)
          .label("Diagnostic Traces")
          .help("Sends the traces of the services to the syslog as well.")
          .page(PAGE);
  Variable<String> TRACES_FILTER =
      Variable.text("Nlm.DiagnosticTracesFilter", "")
          .label("Filter")
          .help("Which traces: names such as SipEngine,SdpTools; empty for all.")
          .page(PAGE);
  Variable<Integer> FILE_SIZE =
      Variable.number("Nlm.LogFileMaxSize", 200, 1, 2048)
          .label("Log File Size")
          .unit("KB")
          .help("A log file that is full makes way for the next.")
          .page(PAGE);
  Variable<Integer> FILES =
      Variable.number("Nlm.LogFileMaxNumber", 2, 1, 10)
          .label("Number Of Log Files")
          .help("How many log files are kept.")
          .page(PAGE);

  Table EVENTS = Table.of("Nlm.Events", "Index").startingWith("1").atMost(20);
  Column<Boolean> ACTIVATION =
      EVENTS.column(
          Variable.enable("Activation", true).help("Whether the rule is used.").page(PAGE));
  Column<Criteria> CRITERIA =
      EVENTS.column(
          Variable.of(
                  "Criteria",
                  Kind.of(
                      "All, or a list such as SipEp.W,Mipt.1602,Cert.All, with -SipEp.D at its end",
                      Criteria::parse),
                  Criteria.ALL)
              .help("Which notifications; empty for none. What follows a - is left out.")
              .page(PAGE));
  Column<Action> ACTION =
      EVENTS.column(
          Variable.choice("Action", Action.SEND_VIA_SYSLOG)
              .help("What is done. The local log takes everything while no rule names it.")
              .page(PAGE));

  Declarations DECLARATIONS =
      Declarations.of(
              REMOTE_HOST,
              TRANSPORT,
              FORM,
              MESSAGE_FORMAT,
              TRACES,
              TRACES_FILTER,
              FILE_SIZE,
              FILES,
              ACTIVATION,
              CRITERIA,
              ACTION)
          .and(minSeverities().toArray(Declaration<?>[]::new));

  /// `SipEp.MinSeverity` and so on: what a service tells at least. Taken up at once.
  static Variable<MinSeverity> minSeverity(Origin service) {
    return Variable.choice(service.key() + ".MinSeverity", MinSeverity.INFO)
        .label(service.title())
        .help("The least severe that the service tells.")
        .page(PAGE)
        .readBy("Nlm");
  }

  /// One for each service.
  static List<Variable<MinSeverity>> minSeverities() {
    List<Variable<MinSeverity>> all = new ArrayList<>();
    for (Origin service : EventCatalogue.services()) all.add(minSeverity(service));
    return all;
  }

  private static Optional<String> host(String text) {
    if (text.isEmpty()) return Optional.of(text);
    return SyslogReceiver.of(text, new SyslogReceiver.Transport.Udp()).map(_ -> text);
  }
}
