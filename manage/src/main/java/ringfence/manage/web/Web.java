package ringfence.manage.web;

import ringfence.manage.setting.Declarations;
import ringfence.manage.setting.Variable;

/// The settings of the pages' server, taken up by [WebService].
public interface Web {
  String PAGE = "Management/Web";

  /// How the pages can be reached.
  enum HttpMode {
    BOTH("Both"),
    SECURE("Secure"),
    UNSECURE("Unsecure");

    private final String text;

    HttpMode(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  Variable<HttpMode> HTTP_MODE =
      Variable.choice("Web.HttpMode", HttpMode.BOTH)
          .label("HTTP Mode")
          .help("By HTTPS (Secure), by HTTP (Unsecure) or by both; HTTPS takes a host certificate.")
          .page(PAGE);

  /// The unit has 443, which takes more rights than an adapter on a host should have.
  Variable<Integer> SECURE_SERVER_PORT =
      Variable.number("Web.SecureServerPort", 8443, 0, 65535)
          .label("Secure Server Port")
          .help("The port of HTTPS; 0 takes one that is free.")
          .page(PAGE);

  Declarations DECLARATIONS = Declarations.of(HTTP_MODE, SECURE_SERVER_PORT);
}
