package ringfence.proxy.log;

import ringfence.manage.setting.Declarations;
import ringfence.manage.setting.Secret;
import ringfence.manage.setting.Variable;

/// The settings of what the proxy tells, and to whom.
public interface LogSettings {
  String PAGE = "Proxy/Log";

  /// How a line on standard error looks.
  enum Format {
    TEXT("text"),
    JSON("json");

    private final String text;

    Format(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /// How exported messages travel.
  enum HepTransport {
    UDP("udp"),
    TCP("tcp");

    private final String text;

    HepTransport(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  Variable<Format> LOG_FORMAT =
      Variable.choice("log_format", Format.TEXT)
          .help("What is written to standard error: text for people, or a JSON object a line.")
          .page(PAGE);

  Variable<String> SYSLOG =
      Variable.text("syslog", "")
          .help(
              "HOST:PORT of a syslog receiver, RFC 5424 over UDP with the event's number, cause and"
                  + " cure as structured data; none when empty.")
          .page(PAGE);

  Variable<String> HEP_ADDRESS =
      Variable.text("hep_address", "")
          .help(
              "HOST:PORT of a Homer or sngrep that gets every SIP message, HEP3; none when empty.")
          .page(PAGE);

  Variable<HepTransport> HEP_TRANSPORT =
      Variable.choice("hep_transport", HepTransport.UDP).help("How it gets them.").page(PAGE);

  Variable<Integer> HEP_ID =
      Variable.number("hep_id", 2001, 0, Integer.MAX_VALUE)
          .help("The capture agent's number there.")
          .page(PAGE);

  Variable<Secret> HEP_PASSWORD =
      Variable.secret("hep_password").help("What it asks for; none when empty.").page(PAGE);

  Variable<Boolean> HEP_SECRETS =
      Variable.yesNo("hep_secrets", false)
          .help("yes: digest responses and media keys go along; otherwise x stands in their place.")
          .page(PAGE);

  Declarations DECLARATIONS =
      Declarations.of(
          LOG_FORMAT, SYSLOG, HEP_ADDRESS, HEP_TRANSPORT, HEP_ID, HEP_PASSWORD, HEP_SECRETS);
}
