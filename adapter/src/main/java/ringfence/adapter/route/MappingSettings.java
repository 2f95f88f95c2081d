package ringfence.adapter.route;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import ringfence.adapter.route.Mappings.Expression;
import ringfence.manage.setting.Column;
import ringfence.manage.setting.Declarations;
import ringfence.manage.setting.Settings;
import ringfence.manage.setting.Table;
import ringfence.manage.setting.Variable;

/// The settings of the call router's mappings.
public interface MappingSettings {
  Table TYPES = Table.of("CRout.MappingType", "Name").atMost(CRout.MOST);
  Column<CallProperty> CRITERIA =
      TYPES.column(
          Variable.choice("Criteria", CallProperty.CALLED_E164)
              .help("What of a call the rules of its expressions are about.")
              .page(CRout.PAGE));
  Column<MappedProperty> TRANSFORMATION =
      TYPES.column(
          Variable.choice("Transformation", MappedProperty.CALLED_E164)
              .help("What of a call it changes.")
              .page(CRout.PAGE));

  Table EXPRESSIONS = Table.of("CRout.MappingExpression", "Index").atMost(CRout.MOST);
  Column<String> NAME =
      EXPRESSIONS.column(
          Variable.text("Name", "")
              .help("The mapping it belongs to; of several the first that fits counts.")
              .page(CRout.PAGE));
  Column<Rule> RULE =
      EXPRESSIONS.column(
          Variable.of("Criteria", CRout.rule(), Rule.ANY)
              .label("Criteria Rule")
              .help("What the criteria of the mapping must be, such as ^0(.*)$, or <default>.")
              .page(CRout.PAGE));
  Column<String> VALUE =
      EXPRESSIONS.column(
          Variable.text("Transformation", "\\0")
              .help("What it becomes: \\0 is what the rule found, \\1 to \\9 are its groups.")
              .page(CRout.PAGE));
  Column<String> NEXT =
      EXPRESSIONS.column(
          Variable.text("SubMappings", "")
              .label("Next Mappings")
              .help("The mappings that follow, with commas between them.")
              .page(CRout.PAGE));

  Declarations DECLARATIONS = Declarations.of(CRITERIA, TRANSFORMATION, NAME, RULE, VALUE, NEXT);

  /// The mappings that the settings describe.
  static Mappings of(Settings settings) {
    Map<String, Mappings.Type> types =
        settings.rows(TYPES).stream()
            .collect(Collectors.toMap(Function.identity(), row -> type(settings, row)));
    List<Expression> expressions =
        settings.rows(EXPRESSIONS).stream().map(row -> expression(settings, row)).toList();
    return new Mappings(types, expressions);
  }

  private static Mappings.Type type(Settings settings, String row) {
    return new Mappings.Type(settings.get(CRITERIA, row), settings.get(TRANSFORMATION, row));
  }

  private static Expression expression(Settings settings, String row) {
    return new Expression(
        settings.get(NAME, row),
        settings.get(RULE, row),
        settings.get(VALUE, row),
        CRout.list(settings.get(NEXT, row)));
  }
}
