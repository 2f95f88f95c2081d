package ringfence.trace.capture;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Several captures read as one: their frames in the order of time, numbered anew. It takes each
/// file to be in order itself, and holds one item of each.
public final class Captures implements AutoCloseable {
  private final List<CaptureFile> files;
  private final List<Optional<CaptureItem>> heads = new ArrayList<>();
  private long number;

  private Captures(List<CaptureFile> files) throws IOException {
    this.files = files;
    for (CaptureFile file : files) heads.add(file.next());
  }

  /// Opens the files; the message of a failure begins with the name of the file.
  public static Captures open(List<Path> files) throws IOException {
    List<CaptureFile> opened = new ArrayList<>();
    Path current = Path.of("");
    try {
      for (Path file : files) {
        current = file;
        opened.add(CaptureFile.open(file));
      }
      return new Captures(opened);
    } catch (IOException e) {
      for (CaptureFile file : opened) file.close();
      throw new IOException(current + ": " + reason(e), e);
    }
  }

  /// One that is being taken, frame by frame as they come; closes it.
  public static Captures of(CaptureFile file) throws IOException {
    return new Captures(List.of(file));
  }

  private static String reason(IOException e) {
    if (e instanceof NoSuchFileException) return "no such file";
    // of a file system the message is the name of the file once more
    return e instanceof FileSystemException ? "cannot be read" : String.valueOf(e.getMessage());
  }

  /// The next item of all files; empty at the end.
  public Optional<CaptureItem> next() throws IOException {
    int first = first();
    if (first < 0) return Optional.empty();
    CaptureItem item = heads.get(first).orElseThrow();
    heads.set(first, files.get(first).next());
    return Optional.of(
        switch (item) {
          case CaptureItem.Frame frame -> frame.numbered(++number);
          case CaptureItem.Unreadable(_, var reason) -> new CaptureItem.Unreadable(number, reason);
          case CaptureItem.DecryptionSecrets secrets -> secrets;
        });
  }

  /// The file whose head is the earliest; what is no frame has no time and goes first.
  private int first() {
    int first = -1;
    Instant earliest = Instant.MAX;
    for (int i = 0; i < heads.size(); i++) {
      if (heads.get(i).isEmpty()) continue;
      Instant time =
          heads.get(i).get() instanceof CaptureItem.Frame frame ? frame.time() : Instant.MIN;
      if (first >= 0 && !time.isBefore(earliest)) continue;
      first = i;
      earliest = time;
    }
    return first;
  }

  @Override
  public void close() throws IOException {
    for (CaptureFile file : files) file.close();
  }
}
