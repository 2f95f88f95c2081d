package ringfence.proxy.tls;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import ringfence.transport.tls.PeerVerifier.Role;
import ringfence.transport.tls.TlsIdentity;

/// A certificate and key of ours, in force until the files hold a better pair: one that belongs
/// together, is within its dates and is for every name that the old one was for.
///
/// @param onDisk the certificate in the file, be it in force or not
record KeptPair(PairFiles files, Kept<TlsIdentity> kept, Optional<X509Certificate> onDisk) {
  /// What a new pair must be good for, if the old one was.
  ///
  /// @param names that clients know us by
  record Duties(List<String> names, Set<Role> roles) {
    private Optional<String> neglected(TlsIdentity old, TlsIdentity fresh) {
      Stream<String> unnamed = names.stream().filter(name -> old.isFor(name) && !fresh.isFor(name));
      Stream<String> unfit =
          roles.stream()
              .filter(role -> role.allows(old.certificate()) && !role.allows(fresh.certificate()))
              .map(role -> "the role of a " + role.name().toLowerCase(Locale.ROOT));
      return Stream.concat(unnamed, unfit)
          .findFirst()
          .map(what -> "the certificate is no longer for " + what);
    }
  }

  static KeptPair nothing(PairFiles files) {
    return new KeptPair(files, Kept.nothing(), Optional.empty());
  }

  Optional<TlsIdentity> inForce() {
    return kept.inForce();
  }

  Optional<String> problem() {
    return kept.problem();
  }

  /// What the files hold now.
  KeptPair reread(Duties duties, Instant now) {
    return switch (files.read()) {
      case IdentityFiles.Pair.Unusable(var reason) -> new KeptPair(files, kept.but(reason), onDisk);
      case IdentityFiles.Pair.Read(var fresh) -> taking(fresh, duties, now);
    };
  }

  private KeptPair taking(TlsIdentity fresh, Duties duties, Instant now) {
    Optional<X509Certificate> found = Optional.of(fresh.certificate());
    Optional<String> dates = outOfDate(fresh.certificate(), now).map(this::inFile);
    if (inForce().isEmpty()) {
      // at the start there is no better one: it is presented, and whoever checks it will say no
      Kept<TlsIdentity> first = kept.with(fresh);
      return new KeptPair(files, dates.map(first::but).orElse(first), found);
    }
    TlsIdentity old = inForce().get();
    if (old.chain().equals(fresh.chain())) {
      return new KeptPair(files, dates.map(kept::but).orElse(kept.with(old)), found);
    }
    Optional<String> refusal = dates.or(() -> duties.neglected(old, fresh).map(this::inFile));
    return new KeptPair(files, refusal.map(kept::but).orElse(kept.with(fresh)), found);
  }

  private String inFile(String reason) {
    return files + ": " + reason;
  }

  static Optional<String> outOfDate(X509Certificate certificate, Instant now) {
    Instant from = certificate.getNotBefore().toInstant();
    Instant until = certificate.getNotAfter().toInstant();
    if (now.isAfter(until)) return Optional.of("the certificate expired at " + until);
    return now.isBefore(from)
        ? Optional.of("the certificate is not valid before " + from)
        : Optional.empty();
  }
}
