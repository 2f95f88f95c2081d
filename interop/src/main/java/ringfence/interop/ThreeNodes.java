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
  private static final int TWIN = 24;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Ground ground;
  private final RedisServer redis;
  private final Authority phones = Authority.named("phones");
  private final Authority links = Authority.named("nodes");
  private final Ringfence ringfence;
  private final Map<String, Peer> running = new LinkedHashMap<>();

  private ThreeNodes(Ground ground, RedisServer redis) {
    this.ground = ground;
    this.redis = redis;
    this.ringfence = new Ringfence(ground, phones);
    for (String name : NAMES) {
      settings(file(name), name, address(name), ground.subfolder("data-" + name).toString());
    }
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

  private void settings(Path file, String name, String address, String data) {
    Authority.Issued server = phones.issue(address);
    Authority.Issued link = links.issue(name);
    Map<String, String> values =
        Map.ofEntries(
            Map.entry("NODE", name),
            Map.entry("ADDRESS", address),
            Map.entry("PORT", Integer.toString(Ringfence.PROXY_PORT)),
            Map.entry("NODE_PORT", Integer.toString(NODE_PORT)),
            Map.entry("DOMAIN", DOMAIN),
            Map.entry("CERTIFICATE", server.certificate().toString()),
            Map.entry("KEY", server.key().toString()),
            Map.entry("NODE_CERTIFICATE", link.certificate().toString()),
            Map.entry("NODE_KEY", link.key().toString()),
            Map.entry("NODE_CA", links.certificate().toString()),
            Map.entry("REDIS", redis.uri()),
            Map.entry("DATA", data));
    ground.write("ringfence/node.settings", file, values);
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

  /// Starts a node again that keeps nothing on disk.
  void launchForgetful(String name) {
    settings(file(name), name, address(name), "");
    launch(name);
  }

  /// Starts one more process by the name of a node, at an address of its own.
  Peer twin(String name) {
    Path file = ground.file("twin.settings");
    settings(file, name, ground.address(TWIN), "");
    return ringfence.start(List.of("proxy", file.toString()));
  }

  private void begin(String name) {
    running.put(name, ringfence.start(List.of("proxy", file(name).toString())));
  }

  /// Starts those nodes again that were killed, and waits until all know of one another.
  void restore() {
    List<String> gone = NAMES.stream().filter(name -> !process(name).alive()).toList();
    gone.forEach(this::begin);
    gone.forEach(this::awaitOthers);
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
    process(name).await(regex, PATIENCE);
  }

  /// Waits for a line that comes from now on.
  void awaitNext(String name, String regex) {
    process(name).awaitNext(regex, PATIENCE);
  }

  /// A phone with a link to a node.
  TextPhone phone(String user, String node) {
    return TextPhone.connect(user, DOMAIN, place(node), authority().certificate());
  }

  /// Where devices find a node.
  InetSocketAddress place(String node) {
    return new InetSocketAddress(address(node), Ringfence.PROXY_PORT);
  }

  /// Whom devices trust.
  Authority authority() {
    return phones;
  }

  private Peer process(String name) {
    return Optional.ofNullable(running.get(name)).orElseThrow();
  }

  @Override
  public void close() {
    new ArrayList<>(running.values()).forEach(Peer::close);
  }
}
