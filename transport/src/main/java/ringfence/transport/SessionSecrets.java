package ringfence.transport;

import io.netty.handler.ssl.ReferenceCountedOpenSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.internal.tcnative.KeyLogCallback;
import io.netty.internal.tcnative.SSLContext;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import ringfence.transport.tls.KeyLog;

/// Has BoringSSL give away the secrets of the sessions of all contexts, as long as there is
/// somebody who takes them. Belongs to its loop.
///
/// netty-tcnative offers the call but Netty keeps the handle it wants in a protected field of a
/// type that nobody else can extend, so this one class reads that field by reflection. On the
/// module path that needs `--add-opens io.netty.handler/io.netty.handler.ssl=ringfence.transport`;
/// without it, or on the JDK's engine, there is no key log.
final class SessionSecrets {
  private final Set<SslContext> contexts = Collections.newSetFromMap(new WeakHashMap<>());
  private final List<KeyLog> logs = new CopyOnWriteArrayList<>();
  private final KeyLogCallback callback =
      (_, line) -> {
        String text = new String(line, StandardCharsets.US_ASCII).strip();
        logs.forEach(log -> log.line(text));
      };

  void of(SslContext context) {
    contexts.add(context);
    if (!logs.isEmpty()) hear(context, true);
  }

  void add(KeyLog log) {
    logs.add(log);
    if (logs.size() == 1) contexts.forEach(context -> hear(context, true));
  }

  void remove(KeyLog log) {
    if (logs.remove(log) && logs.isEmpty()) contexts.forEach(context -> hear(context, false));
  }

  private void hear(SslContext context, boolean on) {
    if (!(context instanceof ReferenceCountedOpenSslContext boring)) return;
    try {
      var field = ReferenceCountedOpenSslContext.class.getDeclaredField("ctx");
      if (!field.trySetAccessible()) return;
      // null is how tcnative is told to stop
      SSLContext.setKeyLogCallback(field.getLong(boring), on ? callback : null);
    } catch (ReflectiveOperationException _) {
      // no key log, as said above
    }
  }
}
