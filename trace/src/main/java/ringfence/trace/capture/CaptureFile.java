package ringfence.trace.capture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// A capture being read from its beginning, one item at a time: pcap or pcapng, of either byte
/// order. It holds no more than one block of the file. Not for several threads.
///
/// ```java
/// try (var file = CaptureFile.open(Path.of("call.pcapng"))) {
///   for (var item = file.next(); item.isPresent(); item = file.next()) show(item.get());
/// }
/// ```
public final class CaptureFile implements AutoCloseable {
  /// How one form of file is read.
  interface Form {
    /// The next item; empty at the end of what can be read.
    Optional<CaptureItem> next() throws IOException;
  }

  private final InputStream in;
  private final Form form;

  private CaptureFile(InputStream in, Form form) {
    this.in = in;
    this.form = form;
  }

  /// Opens a file; fails with a sentence when it is neither pcap nor pcapng.
  public static CaptureFile open(Path file) throws IOException {
    InputStream in = Files.newInputStream(file);
    try {
      return of(in);
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  /// Reads a stream, which [#close] closes.
  public static CaptureFile of(InputStream stream) throws IOException {
    var octets = new OctetStream(stream);
    byte[] magic = new byte[4];
    if (octets.read(magic) < magic.length) throw new IOException("neither pcap nor pcapng");
    int first = ByteBuffer.wrap(magic).getInt();
    if (first == PcapngForm.SECTION_HEADER) return new CaptureFile(stream, new PcapngForm(octets));
    Optional<PcapForm> pcap = PcapForm.begin(first, octets);
    if (pcap.isEmpty()) throw new IOException("neither pcap nor pcapng");
    return new CaptureFile(stream, pcap.get());
  }

  /// The next item; empty at the end of what can be read.
  public Optional<CaptureItem> next() throws IOException {
    return form.next();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
