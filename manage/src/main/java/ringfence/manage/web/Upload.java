package ringfence.manage.web;

import java.util.function.Function;

/// A file that came with a form: its name as the browser gives it, which is no path to be trusted,
/// and its octets.
public final class Upload {
  private final String fileName;
  private final byte[] octets;

  Upload(String fileName, byte[] octets) {
    // some browsers once gave the whole path
    this.fileName = fileName.replaceFirst("^.*[/\\\\]", "").replaceAll("\\p{Cntrl}", "");
    this.octets = octets;
  }

  /// The last part of the name.
  public String fileName() {
    return fileName;
  }

  /// A copy of what the file holds.
  public byte[] octets() {
    return octets.clone();
  }

  /// Lends what the file holds to `work`, which must not keep it.
  public <R> R use(Function<byte[], R> work) {
    return work.apply(octets);
  }

  public boolean isEmpty() {
    return octets.length == 0;
  }

  @Override
  public String toString() {
    return fileName + " (" + octets.length + " octets)";
  }
}
