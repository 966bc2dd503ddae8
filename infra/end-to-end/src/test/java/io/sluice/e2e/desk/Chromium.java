package io.sluice.e2e.desk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Debian's Chromium without a screen, as a person in front of it sees and drives it. */
final class Chromium implements AutoCloseable {
  private static final Path BROWSER = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** A browser, and what was open in it last. */
  private final ChromeDriver driver;

  private Chromium(ChromeDriver driver) {
    this.driver = driver;
  }

  /** Whether there is one here; CI has it (.ci/run). */
  static boolean isThere() {
    return Files.isExecutable(BROWSER) && Files.isExecutable(DRIVER);
  }

  static Chromium open(int width, int height, boolean dark) {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(BROWSER.toFile());
    // Without a sandbox, as root in a container has none; it opens pages of this test alone.
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--hide-scrollbars",
        "--lang=en");
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder().usingDriverExecutable(DRIVER.toFile()).build();
    Chromium chromium = new Chromium(new ChromeDriver(service, options));
    chromium.look(width, height, dark);
    return chromium;
  }

  /** Changes the window and the system's colours. */
  void look(int width, int height, boolean dark) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(
                Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"),
                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
  }

  void visit(Object address) {
    driver.get(address.toString());
  }

  void reload() {
    driver.navigate().refresh();
  }

  /** One key after the other, to whatever has the keyboard. */
  void type(CharSequence... keys) {
    new Actions(driver).sendKeys(keys).perform();
  }

  /** A key while others are held. */
  void chord(Keys held, CharSequence key) {
    new Actions(driver).keyDown(held).sendKeys(key).keyUp(held).perform();
  }

  /** The text of an element, or of nothing. */
  String text(String css) {
    try {
      return driver.findElement(By.cssSelector(css)).getText();
    } catch (NoSuchElementException | StaleElementReferenceException e) {
      return "";
    }
  }

  /** What stands in a field. */
  String value(String css) {
    return String.valueOf(js("return document.querySelector(arguments[0])?.value ?? ''", css));
  }

  boolean sees(String css) {
    try {
      return driver.findElements(By.cssSelector(css)).stream().anyMatch(WebElement::isDisplayed);
    } catch (StaleElementReferenceException e) {
      return false;
    }
  }

  /** Whether this element has the keyboard. */
  boolean isFocused(String css) {
    return Objects.equals(
        js("return document.activeElement?.matches(arguments[0]) ?? false", css), true);
  }

  void click(String css) {
    await(css, () -> sees(css));
    driver.findElement(By.cssSelector(css)).click();
  }

  Object js(String script, Object... values) {
    return driver.executeScript(script, values);
  }

  Object promised(String script, Object... values) {
    return driver.executeAsyncScript(
        "const done = arguments[arguments.length - 1];"
            + "(async (...values) => {"
            + script
            + "})(...arguments).then(done, (error) => done('failed: ' + error))",
        values);
  }

  void await(String what, BooleanSupplier comes) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!comes.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(
            "waited in vain: %s%n%s%n%s"
                .formatted(
                    what, text("body"), driver.manage().logs().get(LogType.BROWSER).getAll()));
      }
      LockSupport.parkNanos(20_000_000);
    }
  }

  void awaitText(String css, String part) {
    await("'" + part + "' in " + css, () -> text(css).contains(part));
  }

  void awaitSeen(String css) {
    await(css, () -> sees(css));
  }

  /** Draws a rectangle with the mouse, in pixels of the window. */
  void drag(double x0, double y0, double x1, double y1) {
    mouse("mousePressed", x0, y0, 1);
    mouse("mouseMoved", (x0 + x1) / 2, (y0 + y1) / 2, 1);
    mouse("mouseMoved", x1, y1, 1);
    mouse("mouseReleased", x1, y1, 0);
  }

  private void mouse(String what, double x, double y, int buttons) {
    driver.executeCdpCommand(
        "Input.dispatchMouseEvent",
        Map.of(
            "type", what, "x", x, "y", y, "button", "left", "buttons", buttons, "clickCount", 1));
  }

  /** What axe finds serious or critical, one line each. */
  List<?> faults() throws IOException {
    if (!Objects.equals(js("return 'axe' in window"), true)) {
      // Through the driver, which the page's own policy does not bind.
      js(axe());
    }
    return (List<?>)
        promised(
            "const found = await axe.run(document, {resultTypes: ['violations']});"
                + "return found.violations.filter((v) => v.impact === 'serious' || v.impact === 'critical')"
                + ".map((v) => v.id + ': ' + v.help + ' ' + v.nodes.map((n) => n.target + ' ' + n.failureSummary).join(' | '))");
  }

  private static String axe() throws IOException {
    try (InputStream in = Chromium.class.getResourceAsStream("/axe.min.js")) {
      return new String(
          Objects.requireNonNull(in, "axe.min.js").readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** What scripts and the page's policy complained of; answers of 4xx and 5xx are no complaint. */
  List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(Object::toString)
        .filter(entry -> !entry.contains("Failed to load resource"))
        .toList();
  }

  void save(Path png) throws IOException {
    Files.createDirectories(Objects.requireNonNull(png.getParent()));
    Files.write(png, driver.getScreenshotAs(OutputType.BYTES));
  }

  @Override
  public void close() {
    driver.quit();
  }
}
