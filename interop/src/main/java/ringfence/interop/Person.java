package ringfence.interop;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/// Somebody at the pages of a unit. Everything is found as a person finds it, by eye or by a screen
/// reader: by what it is and what it is called.
final class Person implements AutoCloseable {
  private static final double PATIENCE = 60_000;
  private static final int MOST_TABS = 60;

  /// Where pictures of the pages are kept; empty for none.
  private static final String ALBUM = System.getProperty("ringfence.album", "");

  private final BrowserContext browser;
  private final Page page;

  Person(BrowserContext browser) {
    this.browser = browser;
    this.page = browser.newPage();
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
    page.setDefaultTimeout(PATIENCE);
  }

  /// Comes to the unit's first page.
  void arrives() {
    page.navigate("/");
  }

  /// Goes by the menu to a page, which says where it is.
  void opens(String section, String name) {
    follows("Sections", section);
    follows("Pages", name);
    assertThat(heading(name)).isVisible();
  }

  private void follows(String menu, String name) {
    page.getByRole(AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName(menu).setExact(true))
        .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(name).setExact(true))
        .click();
  }

  void clicksLink(String name) {
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name)).click();
  }

  void presses(String button) {
    button(button).click();
  }

  void submits() {
    presses("Submit");
  }

  void fills(String label, String value) {
    field(label).fill(value);
  }

  void chooses(String label, String option) {
    field(label).selectOption(option);
  }

  /// Goes on by the key Tab until `target` has the focus.
  void tabsTo(Locator target) {
    for (int i = 0; i < MOST_TABS; i++) {
      types("Tab");
      boolean reached = (boolean) target.evaluate("it => it === document.activeElement");
      if (reached) return;
    }
    throw new AssertionError(MOST_TABS + " tabs do not lead to " + target);
  }

  void types(String... keys) {
    for (String key : keys) page.keyboard().press(key);
  }

  /// How many pixels wide all is that the page holds.
  int widthOfPage() {
    return (int) page.evaluate("document.documentElement.scrollWidth");
  }

  /// The titles of what holds more than it shows without scrolling to the side.
  List<?> cutOff() {
    return (List<?>)
        page.evaluate(
            "[...document.querySelectorAll('section')]"
                + ".filter(it => it.scrollWidth > it.clientWidth + 1)"
                + ".map(it => it.querySelector('h2').textContent)");
  }

  /// How bright a color of the whole page is, from 0, black, to 255.
  double brightness(String property) {
    String color = (String) page.evaluate("it => getComputedStyle(document.body)[it]", property);
    return Pattern.compile("\\d+")
        .matcher(color)
        .results()
        .limit(3)
        .mapToInt(it -> Integer.parseInt(it.group()))
        .average()
        .orElseThrow();
  }

  /// Keeps a picture of the page for the walk-through, where an album is asked for.
  void photographs(String name) {
    if (ALBUM.isEmpty()) return;
    page.evaluate("scrollTo(0, 0)"); // or the head of the page stands in its middle
    Path file = Path.of(ALBUM, name + ".png");
    page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(true));
  }

  Page page() {
    return page;
  }

  Locator field(String label) {
    return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
  }

  Locator button(String name) {
    return page.getByRole(AriaRole.BUTTON, named(name));
  }

  Locator heading(String name) {
    return page.getByRole(AriaRole.HEADING, named(name).setLevel(1));
  }

  Locator table(String name) {
    return page.getByRole(AriaRole.TABLE, named(name));
  }

  /// The rows of any table that have this text.
  Locator row(String text) {
    return page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText(text));
  }

  /// The group of things that is called so, such as a phone.
  Locator group(String name) {
    return page.getByRole(AriaRole.GROUP, named(name));
  }

  /// The lights of the unit's front.
  Locator lights() {
    return page.getByRole(AriaRole.BANNER).getByRole(AriaRole.STATUS);
  }

  /// What says that a service has to be restarted.
  Locator banner() {
    return page.getByText("Some changes require to restart a service");
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }

  @Override
  public void close() {
    browser.close();
  }
}
