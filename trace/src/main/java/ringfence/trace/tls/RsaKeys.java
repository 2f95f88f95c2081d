package ringfence.trace.tls;

import java.net.InetSocketAddress;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.interfaces.RSAPrivateKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ringfence.manage.certificate.PrivateKeyFile;

/// Private keys of servers by address and port, as Wireshark lists them: `ip,port,protocol,file`,
/// several separated by `;`. An address or a port that is empty, `any` or zero stands for all.
final class RsaKeys {
  /// A key with the file it came from.
  record RsaKey(String file, RSAPrivateKey key) {
    @Override
    public String toString() {
      return "RsaKey(" + file + ")";
    }
  }

  /// An entry whose key could be read.
  private record Entry(String address, String port, RsaKey key) {
    boolean isFor(InetSocketAddress server) {
      return matches(address, server.getHostString()) && matches(port, "" + server.getPort());
    }

    private static boolean matches(String wanted, String is) {
      return switch (wanted) {
        case "", "any", "*", "0", "0.0.0.0", "::" -> true;
        default -> wanted.equals(is);
      };
    }
  }

  private final List<Entry> entries = new ArrayList<>();

  /// Adds what the list names; what is wrong with it comes back, a sentence each.
  List<String> add(String list) {
    List<String> faults = new ArrayList<>();
    for (String entry : list.split(";", -1)) {
      if (!entry.isBlank()) addEntry(entry.strip()).ifPresent(faults::add);
    }
    return faults;
  }

  private Optional<String> addEntry(String entry) {
    String[] parts = entry.split(",", 4);
    if (parts.length < 4)
      return Optional.of(entry + ": four values ip,port,protocol,file are wanted");
    String port = parts[1].strip();
    if (!port.matches("\\d{0,5}|any|\\*")) return Optional.of(entry + ": " + port + " is no port");
    String file = parts[3].strip();
    try {
      return switch (PrivateKeyFile.read(Path.of(file))) {
        case PrivateKeyFile.Key(RSAPrivateKey key) -> {
          entries.add(new Entry(address(parts[0].strip()), port, new RsaKey(file, key)));
          yield Optional.empty();
        }
        case PrivateKeyFile.Key _ -> Optional.of(file + ": not an RSA key; others do not help");
        case PrivateKeyFile.Unreadable(var reason) -> Optional.of(file + ": " + reason);
      };
    } catch (InvalidPathException _) {
      return Optional.of(file + ": no name of a file");
    }
  }

  /// As an address writes itself, so that `::1` is found however it was written.
  private static String address(String text) {
    if (!text.contains(":")) return text;
    String plain = text.startsWith("[") ? text.substring(1, text.length() - 1) : text;
    try {
      return java.net.InetAddress.ofLiteral(plain).getHostAddress();
    } catch (IllegalArgumentException _) {
      return text;
    }
  }

  /// The keys for a server, in their order.
  List<RsaKey> of(InetSocketAddress server) {
    return entries.stream().filter(entry -> entry.isFor(server)).map(Entry::key).toList();
  }
}
