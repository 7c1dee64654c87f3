package io.drillbook.browser;

import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.FluentWait;

/** A headless Chromium with a fresh profile. It waits for what it needs, and never sleeps. */
final class Browser implements AutoCloseable {
  /** Pictures for the guide are taken only when asked for, so that a build leaves no traces. */
  private static final boolean PICTURES = Boolean.getBoolean("drillbook.screenshots");

  private static final Path GUIDE = Path.of("docs/guide/images");

  private final Path profile;
  private final ChromeDriver chrome;
  private Object wrongClock;

  Browser() {
    try {
      profile = Files.createTempDirectory("drillbook-browser");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ChromeOptions options = new ChromeOptions();
    options.setBinary("/usr/bin/chromium");
    options.setAcceptInsecureCerts(true);
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
    options.addArguments(
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--hide-scrollbars",
        "--user-data-dir=" + profile);
    chrome =
        new ChromeDriver(
            new ChromeDriverService.Builder()
                .usingDriverExecutable(Path.of("/usr/bin/chromedriver").toFile())
                .build(),
            options);
    size(1280, 900);
  }

  void open(String address) {
    chrome.get(address);
  }

  /** The size of the window's inside; a phone is 390 by 844. */
  void size(int width, int height) {
    chrome.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  /** Makes the window as high as what Tasklist or a page shows, for pictures. */
  void tall() {
    Object width = script("return window.innerWidth");
    size(((Number) width).intValue(), 600);
    Object height =
        script(
            "document.querySelectorAll('*').forEach(it => it.scrollTop = 0);"
                + "var form = document.querySelector('.fjs-container');"
                + "var top = form ? form.getBoundingClientRect().top : 0;"
                + "return Math.ceil(form ? top + form.scrollHeight + 140"
                + " : document.documentElement.scrollHeight)");
    size(((Number) width).intValue(), Math.max(600, ((Number) height).intValue()));
  }

  /** The browser's own clock is wrong by so much from the next page on; zero sets it right. */
  void clockAhead(Duration ahead) {
    if (wrongClock != null) {
      chrome.executeCdpCommand(
          "Page.removeScriptToEvaluateOnNewDocument", Map.of("identifier", wrongClock));
      wrongClock = null;
    }
    if (!ahead.isZero()) {
      String source =
          "(() => {const Real = Date; window.Date = class extends Real {"
              + "constructor(...a) {super(...(a.length ? a : [Real.now() + AHEAD]));}"
              + "static now() {return Real.now() + AHEAD;}};})()";
      wrongClock =
          chrome
              .executeCdpCommand(
                  "Page.addScriptToEvaluateOnNewDocument",
                  Map.of("source", source.replace("AHEAD", String.valueOf(ahead.toMillis()))))
              .get("identifier");
    }
  }

  /** What the person prefers: {@code light} or {@code dark}. */
  void prefers(String scheme) {
    chrome.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  /** The first match that is visible. */
  WebElement see(String selector) {
    return until(selector, () -> visible(selector));
  }

  /**
   * The first match that is visible now; for use within a wait, which must not wait for anything
   * else.
   */
  WebElement now(String selector) {
    WebElement element = visible(selector);
    if (element == null) {
      throw new NoSuchElementException(selector);
    }
    return element;
  }

  boolean sees(String selector) {
    return visible(selector) != null;
  }

  /** Clicks again until it has the effect: the page draws itself anew while it loads. */
  void click(String selector, String effect) {
    until(
        "a click on " + selector + " shows " + effect,
        () -> {
          if (visible(effect) != null) {
            return true;
          }
          click(visible(selector));
          return null;
        });
  }

  void click(WebElement element) {
    if (element != null) {
      script("arguments[0].click()", element);
    }
  }

  Object script(String code, Object... arguments) {
    return ((JavascriptExecutor) chrome).executeScript(code, arguments);
  }

  /** What is written within an element, once there is something. */
  String text(String selector) {
    return until(
        "text in " + selector,
        () -> {
          WebElement element = visible(selector);
          return element == null || element.getText().isBlank() ? null : element.getText();
        });
  }

  void into(WebElement frame) {
    chrome.switchTo().frame(frame);
  }

  void out() {
    chrome.switchTo().defaultContent();
  }

  /** Waits until there is a value; an element that was drawn anew counts as none. */
  <T> T until(String what, Supplier<T> value) {
    return new FluentWait<>(chrome)
        .withTimeout(Duration.ofSeconds(60))
        .pollingEvery(Duration.ofMillis(400))
        .ignoring(WebDriverException.class)
        .withMessage(() -> "waited for " + what + "; the page says: " + page())
        .until(driver -> value.get());
  }

  String page() {
    return chrome.getCurrentUrl() + "\n" + script("return document.body.innerText");
  }

  /** What axe finds wrong that is serious or critical: each rule with the elements. */
  List<String> barriers() {
    return barriers("html");
  }

  /** The same within a part of a page that is another's but for that. */
  List<String> barriers(String part) {
    return new AxeBuilder()
        .include(part).analyze(chrome).getViolations().stream()
            .filter(rule -> List.of("serious", "critical").contains(rule.getImpact()))
            .map(rule -> rule.getId() + ": " + rule.getNodes())
            .toList();
  }

  /** Errors on the console since this was last asked; what the policy blocks is among them. */
  List<String> complaints() {
    return chrome.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(line -> line.getLevel().intValue() >= Level.SEVERE.intValue())
        .map(LogEntry::getMessage)
        .toList();
  }

  /** Presses keys where the focus is. */
  void keys(CharSequence... keys) {
    chrome.switchTo().activeElement().sendKeys(keys);
  }

  /** Takes a picture for the guide, as high as the page. */
  void picture(String name) {
    if (!PICTURES) {
      return;
    }
    try {
      Files.createDirectories(GUIDE);
      Files.write(GUIDE.resolve(name + ".png"), shot());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is seen now. */
  byte[] shot() {
    return chrome.getScreenshotAs(OutputType.BYTES);
  }

  private WebElement visible(String selector) {
    By by = selector.startsWith("/") ? By.xpath(selector) : By.cssSelector(selector);
    return chrome.findElements(by).stream()
        .filter(WebElement::isDisplayed)
        .findFirst()
        .orElse(null);
  }

  @Override
  public void close() {
    chrome.quit();
    try (var files = Files.walk(profile)) {
      files.sorted(java.util.Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException | UncheckedIOException e) {
      profile.toFile().deleteOnExit();
    }
  }
}
