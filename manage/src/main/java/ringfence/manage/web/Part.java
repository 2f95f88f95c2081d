package ringfence.manage.web;

import java.util.ArrayList;
import java.util.List;
import ringfence.manage.status.Cell;
import ringfence.manage.status.Tone;

/// One block of a page, from top to bottom.
public sealed interface Part {
  /// A status table, such as TLS Persistent Connections Status; without rows it says `none`.
  record StatusTable(String title, List<String> columns, List<List<Cell>> rows, String none)
      implements Part {
    public static StatusTable of(String title, String... columns) {
      return new StatusTable(title, List.of(columns), List.of(), "None.");
    }

    public StatusTable none(String sentence) {
      return new StatusTable(title, columns, rows, sentence);
    }

    public StatusTable row(Cell... cells) {
      if (cells.length != columns.size()) {
        throw new IllegalArgumentException(cells.length + " cells, " + columns.size() + " columns");
      }
      List<List<Cell>> more = new ArrayList<>(rows);
      more.add(List.of(cells));
      return new StatusTable(title, columns, List.copyOf(more), none);
    }
  }

  /// Names and their values, such as System Information.
  record Facts(String title, List<Fact> facts) implements Part {
    public static Facts of(String title) {
      return new Facts(title, List.of());
    }

    public Facts fact(String name, String value) {
      return fact(name, new Cell(value, Tone.PLAIN));
    }

    public Facts fact(String name, Cell value) {
      List<Fact> more = new ArrayList<>(facts);
      more.add(new Fact(name, value));
      return new Facts(title, List.copyOf(more));
    }
  }

  record Fact(String name, Cell value) {}

  /// Text in its own columns, such as a ladder.
  record Drawing(String title, String text) implements Part {}

  /// A sentence the person should not miss, such as "Some changes require to restart a service".
  record Notice(String sentence, Tone tone) implements Part {}

  /// What no other part can show, such as a phone with its keys.
  record Panel(String title, Html content) implements Part {}

  /// A link to what `path` of this server gives, such as a file to keep.
  record Link(String label, String path) implements Part {}

  /// A field by which a person says what the page shows: it asks for the page again, with what was
  /// entered as `name` in its address.
  ///
  /// @param value what is entered now
  /// @param button `Search`
  record Search(String label, String name, String value, String button) implements Part {}

  /// A button that posts to `path` of this server.
  record Button(String label, String path) implements Part {}
}
