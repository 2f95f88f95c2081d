package ringfence.proxy.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import ringfence.manage.setting.Settings;
import ringfence.transport.tls.PeerVerifier.Role;
import ringfence.transport.tls.RevocationList;
import ringfence.transport.tls.TrustAnchors;

/// Everything that TLS takes from files: what is in force of it, and what is wrong with the rest. A
/// value, so that another thread may read the files again.
///
/// @param source where the names of the files stand
record TlsFiles(
    Source source,
    Map<PairFiles, KeptPair> pairs,
    Map<Path, Kept<TrustAnchors>> authorities,
    Map<Path, Kept<RevocationList>> lists,
    Kept<OutgoingTls> outgoing) {

  /// @param names that clients know us by
  /// @param node of a proxy of several nodes
  record Source(
      Settings settings,
      Path folder,
      List<ListenerPlan> plans,
      List<String> names,
      Optional<NodeFiles> node) {
    private Stream<ServerPlan> servers() {
      return Stream.concat(
          plans.stream().flatMap(plan -> plan.tls().stream()), node.map(NodeFiles::plan).stream());
    }

    private Stream<PairFiles> pairs() {
      return servers()
          .flatMap(plan -> Stream.concat(Stream.of(plan.own()), plan.names().values().stream()))
          .distinct();
    }

    // a link between nodes shows the same certificate at either end; to devices we are servers only
    private KeptPair.Duties duties(PairFiles pair) {
      boolean both = node.map(NodeFiles::own).filter(pair::equals).isPresent();
      return new KeptPair.Duties(names, both ? EnumSet.allOf(Role.class) : EnumSet.of(Role.SERVER));
    }

    private Stream<Path> lists() {
      String crl = settings.get(ListenerSettings.CRL);
      Stream<Path> all = crl.isEmpty() ? Stream.empty() : Stream.of(folder.resolve(crl));
      return Stream.concat(all, servers().flatMap(plan -> plan.crl().stream())).distinct();
    }

    /// Everything a change of which matters.
    List<Path> files() {
      List<Path> files = new ArrayList<>();
      pairs().forEach(pair -> files.addAll(List.of(pair.certificate(), pair.key())));
      servers().forEach(plan -> plan.authorities().ifPresent(files::add));
      lists().forEach(files::add);
      files.addAll(OutgoingTls.files(settings, folder));
      return files.stream().distinct().toList();
    }
  }

  /// Nothing read yet.
  static TlsFiles of(Source source) {
    Map<PairFiles, KeptPair> pairs = new LinkedHashMap<>();
    source.pairs().forEach(pair -> pairs.put(pair, KeptPair.nothing(pair)));
    Map<Path, Kept<TrustAnchors>> authorities = new LinkedHashMap<>();
    source
        .servers()
        .flatMap(plan -> plan.authorities().stream())
        .forEach(file -> authorities.put(file, Kept.nothing()));
    Map<Path, Kept<RevocationList>> lists = new LinkedHashMap<>();
    source.lists().forEach(file -> lists.put(file, Kept.nothing()));
    return new TlsFiles(source, pairs, authorities, lists, Kept.nothing());
  }

  /// What is in force once the files have been read again.
  TlsFiles reread(Instant now) {
    Map<Path, Kept<RevocationList>> newLists = new LinkedHashMap<>();
    lists.forEach((file, kept) -> newLists.put(file, list(file, kept)));
    Map<Path, Kept<TrustAnchors>> newAuthorities = new LinkedHashMap<>();
    authorities.forEach((file, kept) -> newAuthorities.put(file, authorities(file, kept)));
    Map<PairFiles, KeptPair> newPairs = new LinkedHashMap<>();
    pairs.forEach((files, pair) -> newPairs.put(files, pair.reread(source.duties(files), now)));
    return new TlsFiles(source, newPairs, newAuthorities, newLists, outgoing(newLists, now));
  }

  private static Kept<TrustAnchors> authorities(Path file, Kept<TrustAnchors> kept) {
    return switch (IdentityFiles.authorities(file)) {
      case IdentityFiles.Authorities.Unusable(var reason) -> kept.but(reason);
      case IdentityFiles.Authorities.Read(var anchors) -> kept.with(anchors);
    };
  }

  private static Kept<RevocationList> list(Path file, Kept<RevocationList> kept) {
    try {
      return switch (RevocationList.read(Files.readAllBytes(file))) {
        case RevocationList.Reading.Unreadable(var reason) -> kept.but(file + ": " + reason);
        case RevocationList.Reading.Read(var list) -> kept.with(list);
      };
    } catch (IOException e) {
      return kept.but(file + ": the file cannot be read: " + e.getMessage());
    }
  }

  private Kept<OutgoingTls> outgoing(Map<Path, Kept<RevocationList>> lists, Instant now) {
    UnaryOperator<OutgoingTls> checked = tls -> list(lists).map(tls::with).orElse(tls);
    return switch (OutgoingTls.read(source.settings(), source.folder())) {
      case OutgoingTls.Reading.Unusable(var reason) -> outgoing.but(reason);
      case OutgoingTls.Reading.Ready(var fresh) -> {
        Kept<OutgoingTls> taken = outgoing.with(checked.apply(fresh));
        Optional<String> dates =
            fresh.identity().flatMap(own -> KeptPair.outOfDate(own.certificate(), now));
        if (dates.isEmpty()) yield taken;
        String reason = "client_certificate: " + dates.get();
        yield outgoing.inForce().isPresent() ? outgoing.but(reason) : taken.but(reason);
      }
    };
  }

  private Optional<RevocationList> list(Map<Path, Kept<RevocationList>> lists) {
    String crl = source.settings().get(ListenerSettings.CRL);
    if (crl.isEmpty()) return Optional.empty();
    return lists.getOrDefault(source.folder().resolve(crl), Kept.nothing()).inForce();
  }

  KeptPair pair(PairFiles files) {
    return pairs.getOrDefault(files, KeptPair.nothing(files));
  }

  Kept<TrustAnchors> authorities(Path file) {
    return authorities.getOrDefault(file, Kept.nothing());
  }

  Kept<RevocationList> list(Path file) {
    return lists.getOrDefault(file, Kept.nothing());
  }

  /// The lists that are asked, by their files.
  Map<Path, RevocationList> listsInForce() {
    Map<Path, RevocationList> inForce = new LinkedHashMap<>();
    lists.forEach((file, kept) -> kept.inForce().ifPresent(list -> inForce.put(file, list)));
    return inForce;
  }

  /// What is wrong now, a sentence each.
  List<String> problems() {
    return Stream.of(
            pairs.values().stream().map(KeptPair::problem),
            authorities.values().stream().map(Kept::problem),
            lists.values().stream().map(Kept::problem),
            Stream.of(outgoing.problem()))
        .flatMap(all -> all)
        .flatMap(Optional::stream)
        .distinct()
        .toList();
  }
}
