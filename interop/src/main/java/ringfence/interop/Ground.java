package ringfence.interop;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Where a test happens: a folder, and a network of its own on the loopback interface, so that two
/// builds on one machine do not meet.
record Ground(Path folder) {
  private static final long BUILD = ProcessHandle.current().pid();
  private static final String NETWORK = "127." + (1 + BUILD / 250 % 250) + "." + (1 + BUILD % 250);

  String address(int host) {
    return NETWORK + "." + host;
  }

  InetSocketAddress at(int host, int port) {
    return new InetSocketAddress(address(host), port);
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  Path subfolder(String name) {
    try {
      return Files.createDirectories(folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Writes the resource `name` as `to`, each `@KEY@` replaced by its value.
  Path write(String name, Path to, Map<String, String> values) {
    String text = resource(name);
    for (var value : values.entrySet()) {
      text = text.replace("@" + value.getKey() + "@", value.getValue());
    }
    return write(to, text);
  }

  static Path write(Path to, String text) {
    try {
      return Files.writeString(to, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = Ground.class.getResourceAsStream("/" + name)) {
      if (in == null) throw new IllegalArgumentException("no resource " + name);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
