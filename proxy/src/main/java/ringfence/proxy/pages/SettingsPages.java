package ringfence.proxy.pages;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import ringfence.manage.setting.Column;
import ringfence.manage.setting.Declaration;
import ringfence.manage.setting.Declarations;
import ringfence.manage.setting.Table;
import ringfence.manage.setting.Variable;
import ringfence.manage.web.Form;
import ringfence.manage.web.Page;

/// A page for each part of the settings, made from their declarations, so that none is missing.
final class SettingsPages {
  private SettingsPages() {}

  /// Those whose page is in `section`.
  static List<Page> of(String section, Declarations declarations) {
    SequencedMap<String, List<Declaration<?>>> byPage = new LinkedHashMap<>();
    for (Declaration<?> one : declarations.all()) {
      if (!one.page().startsWith(section + "/")) continue;
      byPage.computeIfAbsent(one.page(), _ -> new ArrayList<>()).add(one);
    }
    return byPage.entrySet().stream().map(SettingsPages::page).toList();
  }

  private static Page page(Map.Entry<String, List<Declaration<?>>> settings) {
    String[] place = settings.getKey().split("/", 2);
    Page page = Page.of(place[0], place[1]);
    SequencedMap<Table, List<Declaration<?>>> tables = new LinkedHashMap<>();
    List<Declaration<?>> plain = new ArrayList<>();
    for (Declaration<?> one : settings.getValue()) {
      switch (one) {
        case Variable<?> _ -> plain.add(one);
        case Column<?> column ->
            tables.computeIfAbsent(column.table(), _ -> new ArrayList<>()).add(one);
      }
    }
    if (!plain.isEmpty()) page = page.form(place[1], plain.toArray(Declaration<?>[]::new));
    for (var table : tables.entrySet()) {
      var columns = table.getValue().toArray(Declaration<?>[]::new);
      page = page.form(Form.of(words(table.getKey()), columns));
    }
    return page;
  }

  /// `user` as `Users`.
  private static String words(Table table) {
    String name = table.name();
    return Character.toUpperCase(name.charAt(0)) + name.substring(1).replace('_', ' ') + "s";
  }
}
