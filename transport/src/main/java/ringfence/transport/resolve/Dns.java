package ringfence.transport.resolve;

import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Who knows names.
public interface Dns {
  /// The addresses that stand for a name without any server being asked, by the settings or by the
  /// host's own table; none where they do not know it.
  List<InetAddress> known(String name);

  /// The name in full: one without a dot is meant within a domain.
  String qualified(String name);

  /// Asks; completes on any thread, and always with a value.
  CompletableFuture<Answer> ask(Question question);
}
