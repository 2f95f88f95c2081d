package ringfence.manage.disclosure;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;

/// What an administrator asked for.
///
/// @param number grows with each since the start
/// @param until when it ends by itself
/// @param reader who alone can open the file, where one was named
public record Disclosure(
    int number, Subject subject, Instant since, Instant until, Optional<X509Certificate> reader) {}
