package ringfence.adapter.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import ringfence.manage.setting.Settings;
import ringfence.sip.auth.Challenge;
import ringfence.sip.auth.DigestAnswer;
import ringfence.sip.auth.Secret;
import ringfence.sip.ua.Keys;

/// Finds what answers a challenge in the rows of SIP > Authentication.
record AuthenticationTable(Settings settings) {
  /// Who is challenged.
  ///
  /// @param endpoint the line; empty for a user of the unit
  record Who(String endpoint, String gateway, String user) {}

  Keys keys(Who who) {
    return challenge -> find(who, challenge);
  }

  /// The first row that fits; a later one is not tried for the same challenge.
  private Optional<DigestAnswer> find(Who who, Challenge challenge) {
    return settings.rows(SipAuthentication.ROWS).stream()
        .filter(row -> isFor(row, who) && answers(row, challenge.realm()))
        .findFirst()
        .map(row -> answer(row, who));
  }

  private boolean isFor(String row, Who who) {
    return switch (settings.get(SipAuthentication.CRITERIA, row)) {
      case UNIT -> true;
      case ENDPOINT -> settings.get(SipAuthentication.ENDPOINT, row).equals(who.endpoint());
      case GATEWAY -> settings.get(SipAuthentication.GATEWAY, row).equals(who.gateway());
      case USERNAME ->
          plain(settings.get(SipAuthentication.USERNAME_CRITERIA, row)).equals(plain(who.user()));
    };
  }

  private String plain(String user) {
    boolean ignored = settings.get(SipAuthentication.IGNORE_PLUS) && user.startsWith("+");
    return ignored ? user.substring(1) : user;
  }

  private boolean answers(String row, String realm) {
    String own = settings.get(SipAuthentication.REALM, row);
    boolean any = own.isEmpty() || !settings.get(SipAuthentication.VALIDATE_REALM, row);
    return any || own.equals(realm);
  }

  private DigestAnswer answer(String row, Who who) {
    String name = settings.get(SipAuthentication.USER, row);
    var password = settings.get(SipAuthentication.PASSWORD, row);
    Secret secret = password.use(utf8 -> Secret.password(new String(utf8, UTF_8)));
    return new DigestAnswer(name.isEmpty() ? who.user() : name, secret);
  }
}
