package ringfence.interop;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// The product, started as a user starts it: by its launcher.
final class Ringfence {
  static final int PROXY_PORT = 5062;

  private static final int WEB_PORT = 15080;

  static final Path LAUNCHER =
      Path.of(System.getProperty("ringfence.root", ".."))
          .resolve("ringfence")
          .toAbsolutePath()
          .normalize();

  private final Ground ground;
  private final Authority authority;

  Ringfence(Ground ground, Authority authority) {
    this.ground = ground;
    this.authority = authority;
  }

  /// A telephone of ours in a call: what it plays and records, and as whom it registers where.
  record Telephone(int host, String user, InetSocketAddress registrar, Path play, Path record) {}

  /// Runs any command to its end, which must be a good one, and gives what it printed.
  String run(List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(LAUNCHER.toString()));
    command.addAll(arguments);
    return Peer.run(ground.folder(), command);
  }

  /// Starts any command.
  Peer start(List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(LAUNCHER.toString()));
    command.addAll(arguments);
    return Peer.start("ringfence " + arguments.getFirst(), ground.folder(), command);
  }

  /// Starts the proxy and registrar on `host`, over TLS and UDP, with the users 100, 101 and 200.
  Peer proxy(int host) {
    return proxy(host, "");
  }

  /// The same with settings of its own.
  Peer proxy(int host, String more) {
    return proxy(host, more, List.of());
  }

  /// The same with pages, and a folder for users that are added there.
  Peer proxyWithPages(int host, String... more) {
    String data = "data = " + ground.subfolder("data-" + host);
    var options = new ArrayList<>(List.of("--web", text(ground.at(host, WEB_PORT))));
    options.addAll(List.of(more));
    return proxy(host, data, options);
  }

  /// Where those pages are.
  String pages(int host) {
    return "http://" + text(ground.at(host, WEB_PORT));
  }

  private Peer proxy(int host, String more, List<String> options) {
    String address = ground.address(host);
    Authority.Issued issued = authority.issue(address);
    var values =
        Map.of(
            "ADDRESS", address,
            "PORT", Integer.toString(PROXY_PORT),
            "CERTIFICATE", issued.certificate().toString(),
            "KEY", issued.key().toString(),
            "CA", authority.certificate().toString(),
            "MORE", more);
    Path settings = ground.write("ringfence/proxy.settings", ground.file("proxy.settings"), values);
    var arguments = new ArrayList<>(List.of("proxy", settings.toString()));
    arguments.addAll(options);
    return start(arguments).ready("listening on UDP");
  }

  /// Starts an adapter whose first line registers at `proxy`; `more` are settings of its own.
  Adapter adapter(int host, String user, InetSocketAddress proxy, String... more) {
    return adapter(host, settings(user, proxy, more), trust());
  }

  /// The same with options of its command, such as `--capture`.
  Adapter adapterWith(int host, String user, InetSocketAddress proxy, String... options) {
    List<String> all = new ArrayList<>(List.of(trust()));
    all.addAll(List.of(options));
    return adapter(host, settings(user, proxy), all.toArray(String[]::new));
  }

  private String[] trust() {
    return new String[] {"--ca", authority.certificate().toString()};
  }

  private Path settings(String user, InetSocketAddress proxy, String... more) {
    var values = Map.of("USER", user, "PROXY", text(proxy), "MORE", String.join("\n", more));
    Path settings = ground.file("unit-" + user + ".settings");
    return ground.write("ringfence/unit.settings", settings, values);
  }

  /// Starts an adapter whose settings file is empty, as it leaves the factory; it trusts nobody.
  Adapter factoryFresh(int host) {
    return adapter(host, Ground.write(settingsOf(host), ""));
  }

  /// The settings file of the adapter that came from the factory to `host`.
  Path settingsOf(int host) {
    return ground.file("factory-" + host + ".settings");
  }

  private Adapter adapter(int host, Path settings, String... more) {
    InetSocketAddress web = ground.at(host, WEB_PORT);
    List<String> arguments = new ArrayList<>(List.of("adapter", settings.toString()));
    arguments.addAll(List.of("--bind", ground.address(host), "--web", text(web)));
    arguments.addAll(List.of(more));
    return Adapter.start(start(arguments), web, ground.file("heard-at-" + host + ".wav"));
  }

  /// Registers and waits for one call.
  Peer answer(Telephone telephone, String... more) {
    return telephone(telephone, List.of("answer"), more).ready("registered; waiting for a call");
  }

  /// Registers and calls `callee` of the same proxy for some seconds.
  Peer call(Telephone telephone, String callee, String... more) {
    String target = "sip:" + callee + "@" + text(telephone.registrar());
    return telephone(telephone, List.of("call", target), more);
  }

  /// Calls a user agent without any proxy between, plays 440 Hz and records.
  Peer callDirectly(InetSocketAddress target, String suite, Path record) {
    Path play = Sound.tone(440, 30).write(ground.file("play.wav"));
    String options = "--transport udp --mode secure --keys sdes --codecs PCMA --seconds 14 --json";
    var arguments = new ArrayList<>(List.of("call", "sip:900@" + text(target)));
    arguments.addAll(List.of(options.split(" ")));
    arguments.addAll(List.of("--user", "100", "--bind", ground.address(13), "--suite", suite));
    arguments.addAll(List.of("--play", play.toString(), "--record", record.toString()));
    return start(arguments);
  }

  private Peer telephone(Telephone telephone, List<String> command, String... more) {
    var arguments = new ArrayList<>(command);
    Path secret = ground.file("password-" + telephone.user());
    Ground.write(secret, "secret" + telephone.user() + "\n");
    arguments.addAll(List.of("--user", telephone.user(), "--password-file", secret.toString()));
    arguments.addAll(List.of("--registrar", text(telephone.registrar()), "--transport", "tls"));
    arguments.addAll(List.of("--ca", authority.certificate().toString(), "--mode", "secure"));
    arguments.addAll(List.of("--keys", "sdes", "--codecs", "PCMA,PCMU"));
    arguments.addAll(List.of("--bind", ground.address(telephone.host()), "--json"));
    arguments.addAll(List.of("--play", telephone.play().toString()));
    arguments.addAll(List.of("--record", telephone.record().toString()));
    arguments.addAll(Arrays.asList(more));
    return start(arguments);
  }

  static String text(InetSocketAddress address) {
    return address.getHostString() + ":" + address.getPort();
  }
}
