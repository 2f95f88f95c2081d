package ringfence.manage.setting;

import java.time.Duration;
import java.util.List;

/// A few settings of every kind.
interface Sample {
  enum RtpMode {
    UNSECURE("Unsecure"),
    SECURE("Secure"),
    SECURE_WITH_FALLBACK("SecureWithFallback");

    private final String text;

    RtpMode(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  Table TRANSPORT = Table.of("SipEp.TransportConfig", "GatewayName").startingWith("default");
  Column<Boolean> TLS = TRANSPORT.column(Variable.enable("TlsEnable", false));
  Table LINE = Table.of("SipEp.UserAgent", "EpId").fixedTo("FXS1", "FXS2");
  Column<String> USER = LINE.column(Variable.text("Username", ""));
  Variable<RtpMode> MODE = Variable.choice("Mipt.DefaultSecurityRtpMode", RtpMode.UNSECURE);
  Variable<Integer> PORT = Variable.number("SipEp.TransportPersistentBasePort", 16000, 1025, 64535);
  Variable<Duration> FAILBACK = Variable.seconds("SipEp.TransportFailbackInterval", 15, 5, 3600);
  Variable<String> HOST = Variable.text("SipEp.DefaultStaticProxyHost", "192.168.10.10:0");
  Variable<Secret> PASSWORD = Variable.secret("SipEp.Password");
  Variable<List<String>> LISTEN = Variable.list("listen", Kind.text(80));
  Variable<String> CERTIFICATE = Variable.text("certificate", "");
  Variable<Boolean> VERIFY = Variable.yesNo("verify_certificate", true);

  Declarations ALL =
      Declarations.of(TLS, USER, MODE, PORT, FAILBACK, HOST, PASSWORD, LISTEN, CERTIFICATE, VERIFY);
}
