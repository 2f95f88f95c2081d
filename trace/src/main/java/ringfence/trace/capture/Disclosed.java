package ringfence.trace.capture;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import ringfence.manage.disclosure.Disclosure;
import ringfence.manage.disclosure.Subject;

/// Lets through, of what passes, the connections that a disclosure names, with the secrets of
/// theirs alone, until its time is over. A connection whose account is not known yet waits, in
/// bounded memory; one by which a second account registers is let through no longer.
public final class Disclosed implements Traffic {
  private static final int MOST_WAITING = 1000;
  private static final int MOST_OCTETS = 1 << 18;

  /// What is known of a connection.
  private sealed interface State {
    /// Nobody has registered on it yet.
    record Undecided(List<Passed> held, int octets) implements State {}

    record Wanted() implements State {}
  }

  private final Traffic target;
  private final Subject subject;
  private final Instant until;
  private final InstantSource clock;

  /// Of those connections alone that were seen from their beginning and may be wanted.
  private final Map<Set<InetSocketAddress>, State> connections = new LinkedHashMap<>();

  private final KeyLines keys = new KeyLines();

  public Disclosed(Traffic target, Disclosure disclosure, InstantSource clock) {
    this.target = target;
    this.subject = disclosure.subject();
    this.until = disclosure.until();
    this.clock = clock;
  }

  @Override
  public void write(Passed passed) throws IOException {
    if (!clock.instant().isBefore(until)) return;
    switch (passed) {
      case Passed.Datagram _ -> target.write(passed);
      case Passed.Secrets(String line) -> {
        Optional<Set<InetSocketAddress>> ends = keys.connection(line);
        if (ends.isPresent()) carry(ends.get(), passed);
      }
      case Passed.Opened it -> opened(it);
      case Passed.Registers it -> registers(it);
      case Passed.Octets(_, var source, var destination, byte[] bytes) -> {
        Set<InetSocketAddress> ends = Set.copyOf(List.of(source, destination));
        Optional<String> lines =
            connections.containsKey(ends) ? keys.hello(ends, bytes) : Optional.empty();
        if (lines.isPresent()) carry(ends, new Passed.Secrets(lines.get()));
        carry(ends, passed);
      }
      case Passed.Closed(_, var source, var destination, _) -> {
        Set<InetSocketAddress> ends = Set.copyOf(List.of(source, destination));
        carry(ends, passed);
        forget(ends);
      }
    }
  }

  private void opened(Passed.Opened opened) throws IOException {
    Set<InetSocketAddress> ends = Set.copyOf(List.of(opened.source(), opened.destination()));
    forget(ends);
    switch (subject) {
      case Subject.Account _ -> connections.put(ends, new State.Undecided(List.of(), 0));
      case Subject.Link link when link.isWith(opened.peer()) ->
          connections.put(ends, new State.Wanted());
      case Subject.Link _ -> {}
    }
    if (connections.size() > MOST_WAITING) forget(connections.keySet().iterator().next());
    carry(ends, opened);
  }

  private void registers(Passed.Registers it) throws IOException {
    Set<InetSocketAddress> ends = Set.copyOf(List.of(it.source(), it.destination()));
    if (!(subject instanceof Subject.Account account) || !connections.containsKey(ends)) return;
    if (!account.is(it.account())) {
      forget(ends);
    } else if (connections.put(ends, new State.Wanted()) instanceof State.Undecided undecided) {
      for (Passed earlier : undecided.held()) target.write(earlier);
    }
  }

  private void carry(Set<InetSocketAddress> ends, Passed passed) throws IOException {
    State state = connections.get(ends);
    if (state instanceof State.Undecided undecided) hold(ends, undecided, passed);
    else if (state instanceof State.Wanted) target.write(passed);
  }

  private void hold(Set<InetSocketAddress> ends, State.Undecided before, Passed passed) {
    int octets = before.octets() + (passed instanceof Passed.Octets it ? it.bytes().length : 0);
    if (octets > MOST_OCTETS) {
      forget(ends);
      return;
    }
    List<Passed> held = new ArrayList<>(before.held());
    held.add(passed);
    connections.put(ends, new State.Undecided(held, octets));
  }

  private void forget(Set<InetSocketAddress> ends) {
    connections.remove(ends);
    keys.forget(ends);
  }

  @Override
  public void flush() throws IOException {
    target.flush();
  }

  @Override
  public void close() throws IOException {
    connections.clear();
    keys.clear();
    target.close();
  }
}
