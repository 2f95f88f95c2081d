package ringfence.manage.access;

/// What a person may do, most first.
public enum Role {
  /// Everything: secrets, accounts, backups.
  ADMIN("Admin"),
  /// Reads everything but secrets, changes settings, runs scripts.
  USER("User"),
  /// Reads everything but secrets.
  OBSERVER("Observer");

  private final String text;

  Role(String text) {
    this.text = text;
  }

  /// Whether this role may do what `least` may.
  public boolean isAtLeast(Role least) {
    return compareTo(least) <= 0;
  }

  @Override
  public String toString() {
    return text;
  }
}
