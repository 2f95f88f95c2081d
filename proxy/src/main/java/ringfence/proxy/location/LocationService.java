package ringfence.proxy.location;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import ringfence.sip.message.Uri;
import ringfence.sip.transaction.Flow;

/// The location service of RFC 3261 section 10: which contacts an address-of-record has, and over
/// which flow each is reached. In memory, with a [BindingStore] behind it.
///
/// Owned by the proxy's loop.
public final class LocationService {
  /// What this node made of an address.
  ///
  /// @param before its bindings until now, none where it was not registered
  /// @param after all its bindings from now on
  public record Change(AddressOfRecord aor, List<Binding> before, List<Binding> after) {}

  private record Expiry(Instant at, AddressOfRecord aor) {}

  private static final Comparator<Binding> PREFERRED =
      Comparator.comparingInt(Binding::q).reversed();
  private static final Comparator<AddressOfRecord> BY_TEXT =
      Comparator.comparing(AddressOfRecord::user).thenComparing(AddressOfRecord::host);
  private static final Comparator<Expiry> SOONEST =
      Comparator.comparing(Expiry::at).thenComparing(Expiry::aor, BY_TEXT);

  private final BindingStore store;
  private final SequencedMap<AddressOfRecord, List<Binding>> table = new LinkedHashMap<>();
  private final Map<String, Set<AddressOfRecord>> byContact = new HashMap<>();
  private final Map<Long, Set<AddressOfRecord>> byFlow = new HashMap<>();
  private final List<Consumer<Change>> listeners = new ArrayList<>();
  private final TreeSet<Expiry> expiries = new TreeSet<>(SOONEST);

  /// Starts with what the store kept.
  ///
  /// @param revive what a kept binding is reached by now: a datagram needs no connection
  public LocationService(BindingStore store, Function<Reach.Awaiting, Reach> revive) {
    this.store = store;
    Map<AddressOfRecord, List<Binding>> kept = new LinkedHashMap<>();
    for (Binding binding : store.load()) {
      Reach reach =
          switch (binding.reach()) {
            case Reach.Awaiting awaiting -> revive.apply(awaiting);
            case Reach.Live(var flow) -> new Reach.Awaiting(flow.transport(), flow.remote());
            case Reach.Elsewhere elsewhere -> elsewhere;
          };
      kept.computeIfAbsent(binding.aor(), _ -> new ArrayList<>()).add(binding.with(reach));
    }
    kept.forEach(this::put);
  }

  /// The bindings of `aor` that have not expired, the most preferred first.
  public List<Binding> bindings(AddressOfRecord aor, Instant now) {
    List<Binding> live = new ArrayList<>(1);
    for (Binding binding : table.getOrDefault(aor, List.of())) {
      if (!binding.isExpired(now)) live.add(binding);
    }
    live.sort(PREFERRED);
    return live;
  }

  /// Makes `bindings` the bindings of `aor`, all at once, and tells of it.
  public void commit(AddressOfRecord aor, List<Binding> bindings) {
    change(aor, bindings);
    store.keep(aor, bindings);
  }

  /// The same for what another node says: it is kept here too, and nobody is told.
  public void takeIn(AddressOfRecord aor, List<Binding> bindings) {
    put(aor, bindings);
    store.keep(aor, bindings);
  }

  /// Tells `listener` of each change that this node makes, on the loop and after it is made: a
  /// commit, or a flow that is gone. Not of bindings that expire, as every node sees that itself,
  /// and not of what was taken in.
  public void onChange(Consumer<Change> listener) {
    listeners.add(listener);
  }

  /// The live binding whose contact is this URI or was it before, whoever's it is: where a request
  /// within a dialog goes after its device came back over another flow.
  public Optional<Binding> byContact(Uri contact, Instant now) {
    String key = ContactKey.of(contact);
    List<Binding> found =
        byContact.getOrDefault(key, Set.of()).stream()
            .flatMap(aor -> bindings(aor, now).stream())
            .filter(Binding::isLive)
            .filter(binding -> keys(binding).contains(key))
            .toList();
    Optional<Binding> current =
        found.stream().filter(binding -> ContactKey.of(binding.contact()).equals(key)).findFirst();
    return current.or(() -> found.stream().findFirst());
  }

  /// The live bindings that came over `flow`.
  public List<Binding> over(Flow flow, Instant now) {
    var live = new Reach.Live(flow);
    List<Binding> found = new ArrayList<>(1);
    for (AddressOfRecord aor : byFlow.getOrDefault(flow.id(), Set.of())) {
      for (Binding binding : bindings(aor, now)) {
        if (binding.reach().equals(live)) found.add(binding);
      }
    }
    return found;
  }

  /// The flow is gone: its bindings wait for their devices. Returns them.
  public List<Binding> flowGone(Flow flow) {
    List<Binding> waiting = new ArrayList<>();
    for (AddressOfRecord aor : List.copyOf(byFlow.getOrDefault(flow.id(), Set.of()))) {
      List<Binding> after = new ArrayList<>();
      for (Binding binding : table.getOrDefault(aor, List.of())) {
        boolean hit = binding.reach().equals(new Reach.Live(flow));
        var reach = new Reach.Awaiting(flow.transport(), flow.remote());
        after.add(hit ? binding.with(reach) : binding);
        if (hit) waiting.add(after.getLast());
      }
      change(aor, after);
    }
    return waiting;
  }

  /// Takes out what has expired, and returns it.
  public List<Binding> elapse(Instant now) {
    List<Binding> expired = new ArrayList<>();
    while (!expiries.isEmpty() && !now.isBefore(expiries.first().at())) {
      AddressOfRecord aor = expiries.first().aor();
      List<Binding> bindings = table.getOrDefault(aor, List.of());
      bindings.stream().filter(binding -> binding.isExpired(now)).forEach(expired::add);
      takeIn(aor, bindings(aor, now));
    }
    return expired;
  }

  /// When `elapse` next has something to do.
  public Optional<Instant> deadline() {
    return expiries.isEmpty() ? Optional.empty() : Optional.of(expiries.first().at());
  }

  /// Every binding that has not expired.
  public Stream<Binding> all(Instant now) {
    return table.values().stream().flatMap(List::stream).filter(b -> !b.isExpired(now));
  }

  /// Every binding by user, as they are kept, those that have just expired too: for whoever makes
  /// something of them off the loop.
  public List<List<Binding>> kept() {
    return List.copyOf(table.values());
  }

  private void change(AddressOfRecord aor, List<Binding> bindings) {
    var change = new Change(aor, table.getOrDefault(aor, List.of()), List.copyOf(bindings));
    put(aor, bindings);
    listeners.forEach(listener -> listener.accept(change));
  }

  private void put(AddressOfRecord aor, List<Binding> bindings) {
    List<Binding> before = table.getOrDefault(aor, List.of());
    if (isRefresh(before, bindings)) {
      expiries.remove(new Expiry(before.getFirst().expires(), aor));
      expiries.add(new Expiry(bindings.getFirst().expires(), aor));
      table.put(aor, List.copyOf(bindings));
      return;
    }
    before.forEach(this::unlist);
    if (bindings.isEmpty()) {
      table.remove(aor);
      return;
    }
    table.put(aor, List.copyOf(bindings));
    bindings.forEach(this::list);
  }

  /// Whether the one binding is found by all that it was found by before, the usual case.
  private static boolean isRefresh(List<Binding> before, List<Binding> after) {
    if (before.size() != 1 || after.size() != 1) return false;
    Binding old = before.getFirst();
    Binding fresh = after.getFirst();
    return old.contact().equals(fresh.contact())
        && old.reach().equals(fresh.reach())
        && old.device().equals(fresh.device());
  }

  private void list(Binding binding) {
    for (String key : keys(binding)) {
      byContact.computeIfAbsent(key, _ -> new TreeSet<>(BY_TEXT)).add(binding.aor());
    }
    if (binding.reach() instanceof Reach.Live(var flow)) {
      byFlow.computeIfAbsent(flow.id(), _ -> new TreeSet<>(BY_TEXT)).add(binding.aor());
    }
    expiries.add(new Expiry(binding.expires(), binding.aor()));
  }

  private void unlist(Binding binding) {
    for (String key : keys(binding)) drop(byContact, key, binding.aor());
    if (binding.reach() instanceof Reach.Live(var flow)) drop(byFlow, flow.id(), binding.aor());
    expiries.remove(new Expiry(binding.expires(), binding.aor()));
  }

  /// What the binding is found by: its contact, and what the device's contacts were before.
  private static Set<String> keys(Binding binding) {
    String now = ContactKey.of(binding.contact());
    if (binding.device().formerContacts().isEmpty()) return Set.of(now);
    Set<String> keys = new HashSet<>(Set.of(now));
    binding.device().formerContacts().forEach(former -> keys.add(ContactKey.of(former)));
    return keys;
  }

  private static <K> void drop(Map<K, Set<AddressOfRecord>> index, K key, AddressOfRecord aor) {
    Set<AddressOfRecord> listed = index.get(key);
    if (listed == null) return;
    listed.remove(aor);
    if (listed.isEmpty()) index.remove(key);
  }
}
