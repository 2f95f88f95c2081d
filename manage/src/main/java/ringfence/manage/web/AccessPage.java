package ringfence.manage.web;

import java.util.List;
import ringfence.manage.access.Aaa;
import ringfence.manage.access.Access;
import ringfence.manage.access.Role;
import ringfence.manage.status.Tone;

/// Management > Access Control: the users and how they sign in. For an Admin.
public final class AccessPage {
  private AccessPage() {}

  public static Page of(Access access) {
    return Page.of("Management", "Access Control")
        .parts(() -> access.isFactory() ? List.of(factory()) : List.of())
        .form(Form.of("Users", Aaa.PASSWORD, Aaa.ACCESS_RIGHTS).rowLabel("User Name"))
        .form(
            "Signing In",
            Aaa.LOCK_ENABLE,
            Aaa.LOCK_FAILURES,
            Aaa.LOCK_PERIOD,
            Aaa.INACTIVITY_TIME_OUT)
        .least(Role.ADMIN);
  }

  private static Part factory() {
    return new Part.Notice(
        "Only the account of the factory exists: "
            + Access.FACTORY_NAME
            + " with the password "
            + Access.FACTORY_PASSWORD
            + ". It is gone with the first user, who has to be an Admin.",
        Tone.WAITING);
  }
}
