package ringfence.proxy.users;

import ringfence.proxy.location.AddressOfRecord;

/// A user as the database has it.
///
/// @param ha1Md5 HA1 of RFC 7616 section 3.4.2 in lower-case hexadecimal
/// @param ha1Sha256 the same with SHA-256
public record StoredUser(AddressOfRecord address, String ha1Md5, String ha1Sha256) {
  /// What is stored for a user with that password.
  ///
  /// @param password UTF-8, stays the caller's
  public static StoredUser of(AddressOfRecord address, byte[] password) {
    return new StoredUser(
        address,
        Subscribers.ha1("MD5", address, password),
        Subscribers.ha1("SHA-256", address, password));
  }

  /// Says nothing of the hashes, which are as good as the password to whoever has them.
  @Override
  public String toString() {
    return "StoredUser[" + address + "]";
  }
}
