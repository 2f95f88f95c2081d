package ringfence.manage.access;

/// Someone who signed in, or who needs not to.
public record User(String name, Role role) {
  /// Whoever sits at this host while only the factory account exists.
  public static final User LOCAL = new User("local", Role.ADMIN);
}
