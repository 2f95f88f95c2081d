package ringfence.proxy.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.List;
import java.util.Optional;
import ringfence.proxy.location.AddressOfRecord;
import ringfence.proxy.location.Binding;
import ringfence.proxy.location.BindingText;

/// How a binding stands in a [SharedRecord].
final class BindingRecord {
  static final String KIND = "binding";

  private BindingRecord() {}

  /// One key for what replaces one another: a device's flow (RFC 5626 section 4.2), or a contact.
  static String key(Binding binding) {
    String device =
        binding.instance().map(name -> name + regId(binding)).orElse(binding.contact().toString());
    return KIND + " " + escape(binding.aor().toString()) + " " + escape(device);
  }

  private static String regId(Binding binding) {
    var regId = binding.device().regId();
    return regId.isPresent() ? ";" + regId.getAsInt() : "";
  }

  /// @param shown reached elsewhere or awaiting: a flow means nothing to another node
  static String text(Binding shown) {
    return BindingText.write(List.of(shown));
  }

  /// Whose binding a key names; empty for other facts.
  static Optional<AddressOfRecord> aor(String key) {
    String[] words = key.split(" ", -1);
    if (words.length != 3 || !words[0].equals(KIND)) return Optional.empty();
    try {
      return Optional.of(AddressOfRecord.parse(URLDecoder.decode(words[1], UTF_8)));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /// Reads what `text` wrote; empty when a node of another version wrote what is not understood.
  static Optional<Binding> read(AddressOfRecord aor, String text) {
    try {
      return BindingText.read(aor, text).stream().findFirst();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static String escape(String word) {
    return URLEncoder.encode(word, UTF_8);
  }
}
