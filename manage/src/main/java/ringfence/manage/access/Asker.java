package ringfence.manage.access;

import java.net.InetAddress;

/// Who wants something done, and from where: what a log says of it afterwards.
///
/// @param from an address, or in words what asks where it is nobody's: `the command line`
public record Asker(User user, String from) {
  public Asker(User user, InetAddress from) {
    this(user, from.getHostAddress());
  }

  /// Somebody with that role of whom no more is known than how he asks.
  public static Asker by(String means, Role role) {
    return new Asker(new User("", role), means);
  }

  /// Of the account; empty where nobody signed in.
  public String name() {
    return user.name();
  }

  public Role role() {
    return user.role();
  }

  /// `admin from 192.0.2.1`.
  @Override
  public String toString() {
    return name().isEmpty() ? from : name() + " from " + from;
  }
}
