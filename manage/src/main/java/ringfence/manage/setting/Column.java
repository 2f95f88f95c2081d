package ringfence.manage.setting;

/// One column of a table: a value for each row. Made by [Table#column].
public record Column<T>(Table table, Variable<T> variable) implements Declaration<T> {
  @Override
  public String name() {
    return table.name() + "." + variable.name();
  }

  @Override
  public Kind<T> kind() {
    return variable.kind();
  }

  @Override
  public T initial() {
    return variable.initial();
  }

  @Override
  public String label() {
    return variable.label();
  }

  @Override
  public String help() {
    return variable.help();
  }

  @Override
  public String unit() {
    return variable.unit();
  }

  @Override
  public String page() {
    return variable.page();
  }

  @Override
  public String service() {
    if (!variable.service().isEmpty()) return variable.service();
    int dot = table.name().indexOf('.');
    return dot < 0 ? "" : table.name().substring(0, dot);
  }

  @Override
  public String since() {
    return variable.since();
  }
}
