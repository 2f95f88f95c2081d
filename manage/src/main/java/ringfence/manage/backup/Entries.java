package ringfence.manage.backup;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Entries as octets, one after the other: the length of the name (2), the name in UTF-8, the
/// length of what it holds (4) and that. All numbers are big-endian.
final class Entries {
  private static final int MOST = 1000;

  private Entries() {}

  static byte[] write(List<Entry> entries) {
    int size = entries.stream().mapToInt(it -> 6 + name(it).length + it.octets().length).sum();
    var out = ByteBuffer.allocate(size);
    for (Entry entry : entries) {
      byte[] name = name(entry);
      byte[] octets = entry.octets();
      out.putShort((short) name.length).put(name).putInt(octets.length).put(octets);
    }
    return out.array();
  }

  private static byte[] name(Entry entry) {
    return entry.name().getBytes(StandardCharsets.UTF_8);
  }

  /// Nothing when they end in the middle, or are too many.
  static Optional<List<Entry>> read(byte[] octets) {
    var in = ByteBuffer.wrap(octets);
    List<Entry> entries = new ArrayList<>();
    try {
      while (in.hasRemaining()) {
        if (entries.size() == MOST) return Optional.empty();
        byte[] name = taken(in, in.getShort() & 0xFFFF);
        byte[] content = taken(in, in.getInt());
        entries.add(new Entry(new String(name, StandardCharsets.UTF_8), content));
      }
    } catch (BufferUnderflowException _) {
      return Optional.empty();
    }
    return Optional.of(List.copyOf(entries));
  }

  private static byte[] taken(ByteBuffer in, int length) {
    if (length < 0 || length > in.remaining()) throw new BufferUnderflowException();
    byte[] octets = new byte[length];
    in.get(octets);
    return octets;
  }
}
