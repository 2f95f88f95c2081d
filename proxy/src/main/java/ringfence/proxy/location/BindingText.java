package ringfence.proxy.location;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ringfence.sip.message.NameAddr;
import ringfence.sip.message.Parameters;
import ringfence.sip.message.Transport;
import ringfence.sip.message.Uri;

/// The text that keeps bindings: a line each, fields between tabs.
public final class BindingText {
  private static final String VERSION = "2";
  private static final int FIELDS = 17;

  private BindingText() {}

  /// A line for each binding.
  public static String write(List<Binding> bindings) {
    return bindings.stream().map(BindingText::line).collect(Collectors.joining("\n"));
  }

  /// Reads what `write` wrote; a flow does not outlive its process and is awaited.
  public static List<Binding> read(AddressOfRecord aor, String text) {
    return text.lines().map(line -> binding(aor, line.split("\t", -1))).toList();
  }

  private static String line(Binding binding) {
    List<String> fields = new ArrayList<>();
    fields.add(VERSION);
    fields.addAll(core(binding));
    Device device = binding.device();
    fields.add(device.instance().orElse(""));
    fields.add(device.regId().isPresent() ? Integer.toString(device.regId().getAsInt()) : "");
    fields.add(joined(device.formerContacts()));
    fields.add(joined(binding.path()));
    boolean elsewhere = binding.reach() instanceof Reach.Elsewhere;
    fields.add(elsewhere ? ((Reach.Elsewhere) binding.reach()).node() : "");
    fields.add(elsewhere ? ((Reach.Elsewhere) binding.reach()).token() : "");
    return fields.stream().map(BindingText::escape).collect(Collectors.joining("\t"));
  }

  private static List<String> core(Binding binding) {
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
        binding.userAgent());
  }

  private static Binding binding(AddressOfRecord aor, String[] raw) {
    List<String> fields = Stream.of(raw).map(BindingText::undo).toList();
    if (fields.size() != FIELDS || !fields.getFirst().equals(VERSION)) {
      throw new IllegalArgumentException(fields.size() + " fields of a binding of " + aor);
    }
    Binding core = core(aor, fields.subList(1, 11));
    Optional<String> instance = Optional.of(fields.get(11)).filter(text -> !text.isEmpty());
    String regId = fields.get(12);
    var number = regId.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(regId));
    var device = new Device(instance, number, split(fields.get(13), Uri::parse));
    Binding named = core.with(device).withPath(split(fields.get(14), NameAddr::parse));
    String node = fields.get(15);
    if (node.isEmpty()) return named;
    Reach reach = core.reach();
    return named.with(new Reach.Elsewhere(node, fields.get(16), reach.transport(), reach.remote()));
  }

  private static Binding core(AddressOfRecord aor, List<String> fields) {
    var remote =
        new InetSocketAddress(
            InetAddress.ofLiteral(fields.get(7)), Integer.parseInt(fields.get(8)));
    return new Binding(
        aor,
        Uri.parse(fields.get(0)),
        Parameters.parse(fields.get(1)),
        Integer.parseInt(fields.get(2)),
        fields.get(3),
        Long.parseLong(fields.get(4)),
        Instant.ofEpochMilli(Long.parseLong(fields.get(5))),
        new Reach.Awaiting(Transport.parse(fields.get(6)), remote),
        fields.get(9));
  }

  private static String joined(List<?> values) {
    return values.stream().map(Object::toString).collect(Collectors.joining("\n"));
  }

  private static <T> List<T> split(String lines, Function<String, T> parse) {
    return lines.lines().map(parse).toList();
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
