package ringfence.manage.backup;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A file in a backup; what it holds is never printed.
public final class Entry {
  private final String name;
  private final byte[] octets;

  public Entry(String name, byte[] octets) {
    this.name = name;
    this.octets = octets.clone();
  }

  public Entry(String name, String text) {
    this(name, text.getBytes(StandardCharsets.UTF_8));
  }

  /// A path below its part: `settings.conf`, `certificates/host.pem`.
  public String name() {
    return name;
  }

  /// A copy.
  public byte[] octets() {
    return octets.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Entry entry
        && name.equals(entry.name)
        && Arrays.equals(octets, entry.octets);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return name + " (" + octets.length + " octets)";
  }
}
