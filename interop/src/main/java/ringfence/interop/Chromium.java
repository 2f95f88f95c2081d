package ringfence.interop;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/// The Chromium of this system, driven by Playwright; nothing is downloaded.
final class Chromium implements AutoCloseable {
  private static final int WIDTH = 1100;
  private static final int HEIGHT = 700;

  private final Playwright playwright;
  private final Browser browser;

  private Chromium(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  /// Starts it without a window; a browser that is not installed fails the test.
  static Chromium start() {
    var alone = Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    var playwright = Playwright.create(new Playwright.CreateOptions().setEnv(alone));
    var options = new BrowserType.LaunchOptions().setExecutablePath(installed());
    return new Chromium(playwright, playwright.chromium().launch(options));
  }

  /// Somebody at a window of usual width.
  Person person(String pages) {
    return person(pages, new Browser.NewContextOptions().setViewportSize(WIDTH, HEIGHT));
  }

  /// Somebody whose browser is as `options` say.
  Person person(String pages, Browser.NewContextOptions options) {
    return new Person(browser.newContext(options.setBaseURL(pages)));
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }

  private static Path installed() {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .map(folder -> Path.of(folder, "chromium"))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new AssertionError("chromium does not start: is it installed?"));
  }
}
