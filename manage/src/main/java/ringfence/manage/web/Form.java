package ringfence.manage.web;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import ringfence.manage.setting.Column;
import ringfence.manage.setting.Declaration;
import ringfence.manage.setting.Table;
import ringfence.manage.setting.Variable;

/// Settings that people change together, under a heading: variables as fields one below the other,
/// and columns of one table as a row of fields for each of its rows.
///
/// @param rowLabel what the column that names a row is called
/// @param ordered whether the order of the rows matters, so that they can be moved
/// @param kept whether the rows come and go by themselves, so that none can be added or deleted
public record Form(
    String title,
    List<Declaration<?>> declarations,
    String rowLabel,
    boolean ordered,
    boolean kept) {
  public Form {
    declarations = List.copyOf(declarations);
    if (declarations.isEmpty()) throw new IllegalArgumentException(title + " has no settings");
    long tables = declarations.stream().flatMap(Form::tables).distinct().count();
    if (tables > 1) throw new IllegalArgumentException(title + " has columns of two tables");
  }

  public static Form of(String title, Declaration<?>... settings) {
    List<Declaration<?>> declarations = List.of(settings);
    String label =
        declarations.stream().flatMap(Form::tables).findFirst().map(Form::words).orElse("");
    return new Form(title, declarations, label, false, false);
  }

  /// The form with another word for what names a row: `Gateway Name`.
  public Form rowLabel(String words) {
    return new Form(title, declarations, words, ordered, kept);
  }

  /// The form with its rows to be moved up and down.
  public Form inOrder() {
    return new Form(title, declarations, rowLabel, true, kept);
  }

  /// The form with rows that come and go by themselves, such as one for each certificate.
  public Form keptRows() {
    return new Form(title, declarations, rowLabel, ordered, true);
  }

  /// Whether a person may add and delete rows.
  boolean offersRows() {
    return !kept && table().filter(it -> !it.fixed()).isPresent();
  }

  Optional<Table> table() {
    return declarations.stream().flatMap(Form::tables).findFirst();
  }

  List<Variable<?>> variables() {
    return declarations.stream()
        .<Variable<?>>mapMulti(
            (one, out) -> {
              if (one instanceof Variable<?> variable) out.accept(variable);
            })
        .toList();
  }

  List<Column<?>> columns() {
    return declarations.stream()
        .<Column<?>>mapMulti(
            (one, out) -> {
              if (one instanceof Column<?> column) out.accept(column);
            })
        .toList();
  }

  private static Stream<Table> tables(Declaration<?> one) {
    return switch (one) {
      case Variable<?> _ -> Stream.empty();
      case Column<?> column -> Stream.of(column.table());
    };
  }

  /// `GatewayName` as `Gateway Name`.
  private static String words(Table table) {
    return table.key().replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ");
  }
}
