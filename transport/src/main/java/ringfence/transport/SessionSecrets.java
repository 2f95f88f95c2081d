package ringfence.transport;

import io.netty.handler.ssl.ReferenceCountedOpenSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.internal.tcnative.KeyLogCallback;
import io.netty.internal.tcnative.SSLContext;
import java.nio.charset.StandardCharsets;
import ringfence.transport.tls.KeyLog;

/// Has BoringSSL give away the secrets of a context's sessions.
///
/// netty-tcnative offers the call but Netty keeps the handle it wants in a protected field of a
/// type that nobody else can extend, so this one class reads that field by reflection. On the
/// module path that needs `--add-opens io.netty.handler/io.netty.handler.ssl=ringfence.transport`;
/// without it, or on the JDK's engine, there is no key log.
final class SessionSecrets {
  private SessionSecrets() {}

  /// Whether the secrets of this context's sessions will reach `log`.
  static boolean send(SslContext context, KeyLog log) {
    if (!(context instanceof ReferenceCountedOpenSslContext boring)) return false;
    try {
      var field = ReferenceCountedOpenSslContext.class.getDeclaredField("ctx");
      if (!field.trySetAccessible()) return false;
      KeyLogCallback callback =
          (_, line) -> log.line(new String(line, StandardCharsets.US_ASCII).strip());
      return SSLContext.setKeyLogCallback(field.getLong(boring), callback);
    } catch (ReflectiveOperationException _) {
      return false;
    }
  }
}
