package ringfence.manage.diagnosis;

import java.util.List;
import java.util.Optional;

/// A cause of a failure, as a page shows it.
///
/// @param id such as `tls.unknown-ca`
/// @param percent how sure it is
/// @param evidence what shows it, a clause each
/// @param at the field of ours where it is cured; empty where there is none
public record Finding(
    String id,
    long percent,
    String sentence,
    List<String> evidence,
    String cure,
    Optional<SettingField> at) {
  public Finding {
    evidence = List.copyOf(evidence);
  }
}
