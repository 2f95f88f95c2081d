package ringfence.proxy;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ringfence.manage.event.EventLog;
import ringfence.sip.message.Transport;

/// A proxy in a JVM of its own, which a test can kill as `kill -9` does.
final class ProxyProcess implements AutoCloseable {
  private final Process process;
  private final InetSocketAddress address;

  private ProxyProcess(Process process, InetSocketAddress address) {
    this.process = process;
    this.address = address;
  }

  /// What runs in the other process: starts the proxy, writes the port of its TCP listener, and
  /// ends when its input does.
  public static void main(String[] arguments) throws IOException {
    Path file = Path.of(arguments[0]);
    var settings = ((ProxySettings.Reading.Read) ProxySettings.read(file)).settings();
    var log = new EventLog(100, InstantSource.system());
    switch (ProxyServer.start(settings, file.toAbsolutePath().getParent(), log)) {
      case ProxyServer.Starting.Running(var proxy) ->
          System.out.println(proxy.address(Transport.TCP).orElseThrow().getPort());
      case ProxyServer.Starting.NotStarted(var reasons) -> System.out.println(reasons);
    }
    while (System.in.read() >= 0) continue;
    System.exit(0);
  }

  static ProxyProcess start(Path settings) throws IOException {
    Process process = java(ProxyProcess.class, settings.toString());
    BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
    String port = lines.readLine();
    if (port == null || !port.matches("[0-9]+")) throw new AssertionError(port);
    return new ProxyProcess(process, new InetSocketAddress("127.0.0.1", Integer.parseInt(port)));
  }

  /// A JVM that runs that class.
  static Process java(Class<?> main, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of("-cp", classPath(), main.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  private static String classPath() {
    return Stream.of(
            System.getProperty("jdk.module.path", ""),
            System.getProperty("java.class.path", ""),
            place(ProxyProcess.class),
            place(ProxyServer.class))
        .flatMap(path -> Stream.of(path.split(File.pathSeparator, -1)))
        .filter(part -> !part.isEmpty())
        .distinct()
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String place(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  InetSocketAddress address() {
    return address;
  }

  /// SIGKILL: the process gets to do nothing any more.
  void killed() {
    process.destroyForcibly();
    process.onExit().join();
  }

  @Override
  public void close() {
    killed();
  }
}
