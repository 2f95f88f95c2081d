package ringfence.sip.transaction;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A heap of transactions by their next deadline that can move and remove any of them in
/// logarithmic time, so that an ended transaction leaves nothing behind.
final class DeadlineQueue {
  /// What waits: a transaction with its place in the heap.
  static final class Entry {
    private static final int NOWHERE = -1;

    private final Transaction transaction;
    private Instant at = Instant.MAX;
    private int place = NOWHERE;

    Entry(Transaction transaction) {
      this.transaction = transaction;
    }

    Transaction transaction() {
      return transaction;
    }
  }

  private final List<Entry> heap = new ArrayList<>();

  /// When the first deadline is.
  Optional<Instant> first() {
    return heap.isEmpty() ? Optional.empty() : Optional.of(heap.getFirst().at);
  }

  /// Takes the first entry out when it is due.
  Optional<Entry> takeDue(Instant now) {
    if (heap.isEmpty() || heap.getFirst().at.isAfter(now)) return Optional.empty();
    Entry due = heap.getFirst();
    remove(due);
    return Optional.of(due);
  }

  /// Puts the entry where its transaction's deadline belongs, or out when it has none.
  void update(Entry entry) {
    Optional<Instant> deadline = entry.transaction.deadline();
    if (deadline.isEmpty()) {
      remove(entry);
      return;
    }
    if (entry.place == Entry.NOWHERE) append(entry);
    entry.at = deadline.get();
    rise(entry);
    sink(entry);
  }

  void remove(Entry entry) {
    int place = entry.place;
    if (place == Entry.NOWHERE) return;
    entry.place = Entry.NOWHERE;
    Entry last = heap.removeLast();
    if (place == heap.size()) return;
    put(last, place);
    rise(last);
    sink(last);
  }

  int size() {
    return heap.size();
  }

  private void append(Entry entry) {
    entry.place = heap.size();
    heap.add(entry);
  }

  private void rise(Entry entry) {
    while (entry.place > 0) {
      Entry parent = heap.get((entry.place - 1) / 2);
      if (!entry.at.isBefore(parent.at)) return;
      swap(entry, parent);
    }
  }

  private void sink(Entry entry) {
    while (2 * entry.place + 1 < heap.size()) {
      int child = 2 * entry.place + 1;
      if (child + 1 < heap.size() && heap.get(child + 1).at.isBefore(heap.get(child).at)) child++;
      if (!heap.get(child).at.isBefore(entry.at)) return;
      swap(entry, heap.get(child));
    }
  }

  private void swap(Entry one, Entry other) {
    int place = one.place;
    put(one, other.place);
    put(other, place);
  }

  private void put(Entry entry, int place) {
    heap.set(place, entry);
    entry.place = place;
  }
}
