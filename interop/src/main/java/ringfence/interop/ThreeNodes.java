package ringfence.interop;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One proxy of three nodes, `a`, `b` and `c`, each a process with an address of its own.
final class ThreeNodes implements AutoCloseable {
  static final String DOMAIN = "nodes.test";

  private static final List<String> NAMES = List.of("a", "b", "c");
  private static final int NODE_PORT = 5071;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Ground ground;
  private final Ringfence ringfence;
  private final Authority phones;
  private final Map<String, Peer> running = new LinkedHashMap<>();

  private ThreeNodes(Ground ground, RedisServer redis) {
    this.ground = ground;
    this.phones = Authority.make(ground, "phones");
    this.ringfence = new Ringfence(ground, phones);
    Authority nodes = Authority.make(ground, "nodes");
    for (String name : NAMES) settings(name, redis, nodes);
  }

  /// Starts all three; they know of one another.
  static ThreeNodes start(Ground ground, RedisServer redis) {
    var nodes = new ThreeNodes(ground, redis);
    try {
      NAMES.forEach(nodes::begin);
      NAMES.forEach(nodes::awaitOthers);
      return nodes;
    } catch (AssertionError e) {
      nodes.close();
      throw e;
    }
  }

  private void settings(String name, RedisServer redis, Authority nodes) {
    Authority.Issued server = phones.issue(address(name));
    Authority.Issued link = nodes.issue(name);
    Map<String, String> values =
        Map.ofEntries(
            Map.entry("NODE", name),
            Map.entry("ADDRESS", address(name)),
            Map.entry("PORT", Integer.toString(Ringfence.PROXY_PORT)),
            Map.entry("NODE_PORT", Integer.toString(NODE_PORT)),
            Map.entry("DOMAIN", DOMAIN),
            Map.entry("CERTIFICATE", server.certificate().toString()),
            Map.entry("KEY", server.key().toString()),
            Map.entry("NODE_CERTIFICATE", link.certificate().toString()),
            Map.entry("NODE_KEY", link.key().toString()),
            Map.entry("NODE_CA", nodes.certificate().toString()),
            Map.entry("REDIS", redis.uri()),
            Map.entry("DATA", ground.subfolder("data-" + name).toString()));
    ground.write("ringfence/node.settings", file(name), values);
  }

  private void awaitOthers(String name) {
    await(name, "Everything is shared");
    NAMES.stream().filter(it -> !it.equals(name)).forEach(it -> awaitNode(name, it, "up"));
  }

  private Path file(String name) {
    return ground.file("node-" + name + ".settings");
  }

  private String address(String name) {
    return ground.address(21 + NAMES.indexOf(name));
  }

  /// Starts a node, for the first time or again.
  void launch(String name) {
    begin(name);
    process(name).await("listening on TLS");
  }

  private void begin(String name) {
    running.put(name, ringfence.start(List.of("proxy", file(name).toString())));
  }

  /// Ends a node without a warning.
  void kill(String name) {
    process(name).kill();
  }

  /// Waits until a node has heard that another is up, or down.
  void awaitNode(String name, String other, String state) {
    await(name, "\\[" + other + "] A node is " + state);
  }

  /// Waits for a line of the log of a node.
  void await(String name, String regex) {
    process(name).await(regex);
  }

  /// Waits for a line that comes from now on.
  void awaitNext(String name, String regex) {
    process(name).awaitNext(regex, PATIENCE);
  }

  /// A phone with a link to a node.
  TextPhone phone(String user, String node) {
    var place = new InetSocketAddress(address(node), Ringfence.PROXY_PORT);
    return TextPhone.connect(user, DOMAIN, place, phones.certificate());
  }

  private Peer process(String name) {
    return Optional.ofNullable(running.get(name)).orElseThrow();
  }

  @Override
  public void close() {
    new ArrayList<>(running.values()).forEach(Peer::close);
  }
}
