package ringfence.manage.disclosure;

import java.io.IOException;

/// Writes the traffic and the secrets of a disclosure to a file.
@FunctionalInterface
public interface Disclosing {
  Writing begin(Disclosure disclosure) throws IOException;

  /// A file that is being written.
  interface Writing {
    /// Where.
    String file();

    /// Writes no more.
    void end() throws IOException;
  }
}
