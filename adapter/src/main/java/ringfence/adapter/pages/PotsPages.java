package ringfence.adapter.pages;

import java.util.List;
import ringfence.adapter.line.Pots;
import ringfence.adapter.line.TelIf;
import ringfence.manage.status.StatusTable;
import ringfence.manage.web.Page;

/// The pages of the menu POTS.
final class PotsPages {
  private PotsPages() {}

  static List<Page> of(StatusTable lines) {
    return List.of(
        Page.of("POTS", "Status").status(lines),
        Page.of("POTS", "Config")
            .form("General Configuration", TelIf.COUNTRY)
            .form("FXS Configuration", Pots.FLASH_MIN, Pots.FLASH_MAX));
  }
}
