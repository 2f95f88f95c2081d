package ringfence.proxy.location;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import ringfence.sip.message.Parameters;
import ringfence.sip.message.Transport;
import ringfence.sip.message.Uri;

/// The text that keeps bindings: a line each, fields between tabs.
final class BindingText {
  private static final int FIELDS = 10;

  private BindingText() {}

  static String write(List<Binding> bindings) {
    return bindings.stream().map(BindingText::line).collect(Collectors.joining("\n"));
  }

  static List<Binding> read(AddressOfRecord aor, String text) {
    return text.lines().map(line -> binding(aor, line.split("\t", -1))).toList();
  }

  private static String line(Binding binding) {
    var remote = binding.reach().remote();
    return List.of(
            binding.contact().toString(),
            binding.parameters().toString(),
            Integer.toString(binding.q()),
            binding.callId(),
            Long.toString(binding.cseq()),
            Long.toString(binding.expires().toEpochMilli()),
            binding.reach().transport().toString(),
            remote.getAddress().getHostAddress(),
            Integer.toString(remote.getPort()),
            binding.userAgent())
        .stream()
        .map(BindingText::escape)
        .collect(Collectors.joining("\t"));
  }

  private static Binding binding(AddressOfRecord aor, String[] fields) {
    if (fields.length != FIELDS) {
      throw new IllegalArgumentException(fields.length + " fields of a binding of " + aor);
    }
    var remote =
        new InetSocketAddress(InetAddress.ofLiteral(fields[7]), Integer.parseInt(fields[8]));
    return new Binding(
        aor,
        Uri.parse(undo(fields[0])),
        Parameters.parse(undo(fields[1])),
        Integer.parseInt(fields[2]),
        undo(fields[3]),
        Long.parseLong(fields[4]),
        Instant.ofEpochMilli(Long.parseLong(fields[5])),
        new Reach.Awaiting(Transport.parse(fields[6]), remote),
        undo(fields[9]));
  }

  private static String escape(String field) {
    return field
        .replace("\\", "\\\\")
        .replace("\t", "\\t")
        .replace("\n", "\\n")
        .replace("\r", "\\r");
  }

  private static String undo(String field) {
    var out = new StringBuilder(field.length());
    for (int i = 0; i < field.length(); i++) {
      char c = field.charAt(i);
      if (c != '\\' || i + 1 == field.length()) out.append(c);
      else out.append(escaped(field.charAt(++i)));
    }
    return out.toString();
  }

  private static char escaped(char c) {
    return switch (c) {
      case 't' -> '\t';
      case 'n' -> '\n';
      case 'r' -> '\r';
      default -> c;
    };
  }
}
