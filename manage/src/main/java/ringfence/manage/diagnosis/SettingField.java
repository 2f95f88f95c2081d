package ringfence.manage.diagnosis;

import ringfence.manage.web.Page;

/// A field of a page: `SIP/Servers` and `SipEp.DefaultStaticProxyHost`.
///
/// @param page its section and its name
/// @param setting a variable, a column or a table; a row in brackets stands for every row
public record SettingField(String page, String setting) {
  /// The address of the page, with the field after `#`.
  public String link() {
    int slash = page.indexOf('/');
    String path = Page.of(page.substring(0, slash), page.substring(slash + 1)).path();
    return path + "#" + setting.replaceAll("\\[[^]]*]", "");
  }
}
