package ringfence.proxy.users;

import java.util.List;
import ringfence.proxy.location.AddressOfRecord;

/// Who the users of a proxy are.
///
/// @param stored those of the database, which may be changed while the proxy runs
/// @param fixed those of settings and files, which only their files change
public record Users(List<AddressOfRecord> stored, List<AddressOfRecord> fixed) {
  public Users {
    stored = List.copyOf(stored);
    fixed = List.copyOf(fixed);
  }
}
