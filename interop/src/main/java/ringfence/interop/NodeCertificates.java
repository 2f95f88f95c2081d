package ringfence.interop;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// What the nodes of a proxy show to devices and to one another, made once for many starts.
final class NodeCertificates {
  private final Authority phones;
  private final Authority nodes;
  private final Map<String, Authority.Issued> issued = new HashMap<>();

  NodeCertificates(Path folder) {
    var ground = new Ground(folder);
    this.phones = Authority.make(ground, "phones");
    this.nodes = Authority.make(ground, "nodes");
  }

  /// Whom devices trust.
  Authority phones() {
    return phones;
  }

  /// Whom nodes trust.
  Authority nodes() {
    return nodes;
  }

  /// What devices see at an address.
  Authority.Issued server(String address) {
    return issued.computeIfAbsent(address, phones::issue);
  }

  /// What other nodes see of a node.
  Authority.Issued link(String node) {
    return issued.computeIfAbsent(node, nodes::issue);
  }
}
