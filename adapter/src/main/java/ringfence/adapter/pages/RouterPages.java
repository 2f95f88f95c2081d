package ringfence.adapter.pages;

import ringfence.adapter.route.CRout;
import ringfence.manage.status.StatusTable;
import ringfence.manage.web.Form;
import ringfence.manage.web.Page;

/// The page of the menu Call Router.
final class RouterPages {
  private RouterPages() {}

  static Page routes(StatusTable status) {
    return Page.of("Call Router", "Route Config")
        .status(status)
        .form(
            Form.of("Route", CRout.SOURCES, CRout.PROPERTY, CRout.RULE, CRout.DESTINATION)
                .inOrder());
  }
}
