package ringfence.transport.resolve;

import java.util.List;

/// What a [Question] came to.
public sealed interface Answer {
  /// There are such records.
  ///
  /// @param records at least one, all of the kind asked for
  record Records(List<DnsRecord> records) implements Answer {
    public Records {
      records = List.copyOf(records);
    }
  }

  /// There are none, says one who knows.
  ///
  /// @param reason a sentence for a person
  record None(String reason) implements Answer {}

  /// Nobody knows: no server answered, or none could.
  ///
  /// @param reason a sentence for a person
  record Failed(String reason) implements Answer {}
}
