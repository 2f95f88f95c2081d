package ringfence.proxy.cluster;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import ringfence.manage.setting.Declarations;
import ringfence.manage.setting.Kind;
import ringfence.manage.setting.Secret;
import ringfence.manage.setting.Settings;
import ringfence.manage.setting.Variable;
import ringfence.proxy.tls.NodeFiles;

/// The settings of a proxy of several nodes. Beside them each node has the same `cluster_secret`.
public interface ClusterSettings {
  String PAGE = "Proxy/Nodes";

  Variable<String> REDIS =
      Variable.of(
              "redis",
              Kind.of(
                  "redis://host:port/database or rediss://host:port/database, without a password",
                  ClusterSettings::redis),
              "")
          .help("The Redis that the nodes share, rediss: over TLS; a single node when empty.")
          .page(PAGE);

  Variable<String> REDIS_USER =
      Variable.text("redis_user", "").help("The user at Redis, where it has users.").page(PAGE);

  Variable<Secret> REDIS_PASSWORD =
      Variable.secret("redis_password").help("The password at Redis.").page(PAGE);

  Variable<String> REDIS_CA_LIST =
      Variable.text("redis_ca_list", "")
          .help(
              "The file of authorities that Redis' certificate must lead to; the system's if"
                  + " empty.")
          .page(PAGE);

  Variable<String> NODE =
      Variable.of(
              "node", Kind.of("a host name of letters, digits, - and .", ClusterSettings::name), "")
          .help("The name of this node, unlike any other's and in its node_certificate.")
          .page(PAGE);

  Variable<String> NODE_LISTEN =
      Variable.text("node_listen", "")
          .help("Where the other nodes reach this one, as in tls:192.0.2.1:5071.")
          .page(PAGE);

  Variable<String> NODE_CERTIFICATE =
      Variable.text("node_certificate", "")
          .help("The file of the certificate for links between nodes, both ways, PEM.")
          .page(PAGE);

  Variable<String> NODE_PRIVATE_KEY =
      Variable.text("node_private_key", "")
          .help("The file of its private key, PEM; the certificate's when empty.")
          .page(PAGE);

  Variable<String> NODE_CA_LIST =
      Variable.text("node_ca_list", "")
          .help(
              "The file of the authority of the nodes, PEM. Whoever it certifies as a node is"
                  + " believed whatever it forwards: it certifies nobody else.")
          .page(PAGE);

  Declarations DECLARATIONS =
      Declarations.of(
          REDIS,
          REDIS_USER,
          REDIS_PASSWORD,
          REDIS_CA_LIST,
          NODE,
          NODE_LISTEN,
          NODE_CERTIFICATE,
          NODE_PRIVATE_KEY,
          NODE_CA_LIST);

  /// The files of the links between nodes; empty where they are not all named.
  static Optional<NodeFiles> files(Settings settings, Path folder) {
    String certificate = settings.get(NODE_CERTIFICATE);
    String key = settings.get(NODE_PRIVATE_KEY);
    String authorities = settings.get(NODE_CA_LIST);
    boolean alone = settings.get(REDIS).isEmpty();
    if (alone || certificate.isEmpty() || authorities.isEmpty()) return Optional.empty();
    return Optional.of(
        new NodeFiles(
            settings.get(NODE),
            folder.resolve(certificate),
            folder.resolve(key.isEmpty() ? certificate : key),
            folder.resolve(authorities)));
  }

  private static Optional<String> redis(String text) {
    if (text.isEmpty()) return Optional.of(text);
    try {
      URI uri = URI.create(text);
      boolean known = "redis".equals(uri.getScheme()) || "rediss".equals(uri.getScheme());
      boolean open = uri.getHost() != null && uri.getUserInfo() == null;
      return known && open ? Optional.of(text) : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static Optional<String> name(String text) {
    boolean fits = text.isEmpty() || Pattern.matches("[A-Za-z0-9]([A-Za-z0-9.-]{0,62})", text);
    return fits ? Optional.of(text) : Optional.empty();
  }
}
