package io.drillbook.browser;

import io.drillbook.runbooks.ShopBed;
import java.time.Duration;
import java.time.Instant;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** Tasklist as one person works it. */
final class Tasklist implements AutoCloseable {
  private static final String NAME = "input[placeholder=Username]";
  private static final String PASSWORD = "input[placeholder=Password]";
  private static final String HOME = "/camunda/app/tasklist/default/";
  private static final String NOTICE =
      ".notifications-panel .alert, [notifications-panel] .alert, .alert";
  private static final String START = "//a[contains(.,'Start process')]";
  private static final String COMPLETE = "//button[normalize-space()='Complete']";

  /** A second login while the first one is answered would end the first one's session. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  final Browser browser;
  private final String server;
  private Instant loggedIn = Instant.MIN;

  Tasklist(ShopBed shop, String user, String password) {
    this(shop, user, password, new Browser());
  }

  private Tasklist(ShopBed shop, String user, String password, Browser browser) {
    this.browser = browser;
    this.server = shop.address();
    try {
      logIn(user, password);
    } catch (RuntimeException | Error e) {
      browser.close();
      throw e;
    }
  }

  private void logIn(String user, String password) {
    browser.open(server + HOME);
    browser.until(
        "login as " + user,
        () -> {
          if (browser.sees(".app-menu li.account")) {
            return true;
          }
          if (browser.sees(NAME) && loggedIn.isBefore(Instant.now().minus(PATIENCE))) {
            loggedIn = Instant.now();
            set(NAME, user);
            set(PASSWORD, password);
            browser.click(browser.now("button[type=submit]"));
          }
          return null;
        });
  }

  /** Opens a start form. */
  void start(String runbook) {
    browser.open(server + HOME);
    browser.click(START, ".modal-content");
    browser.click(
        "//*[@class and contains(@class,'modal-content')]//a[contains(.,'" + runbook + "')]",
        ".modal-content .fjs-container");
  }

  void startNow() {
    browser.click(browser.see(".modal-footer button.btn-primary"));
    browser.until("the start form is gone", () -> browser.sees(".modal-content") ? null : true);
  }

  /** Opens a task by its link, as mails have it. */
  void open(String taskId) {
    browser.open("about:blank");
    browser.open(server + HOME + "#/?task=" + taskId);
    browser.see(".fjs-container .fjs-form-field-text");
  }

  void claim() {
    browser.click("button.claim", "button.unclaim");
  }

  /** Tries to claim; what Tasklist says about it. */
  String tryToClaim() {
    browser.click("button.claim", NOTICE);
    return browser.text(NOTICE);
  }

  /** Clicks again until the form is gone: a click beside a redraw of the page has no effect. */
  void complete() {
    Instant[] clicked = {Instant.EPOCH};
    browser.see(COMPLETE);
    browser.until(
        "the form is taken",
        () -> {
          if (!browser.sees(COMPLETE)) {
            return true;
          }
          if (clicked[0].isBefore(Instant.now().minus(PATIENCE))) {
            clicked[0] = Instant.now();
            browser.click(browser.now(COMPLETE));
          }
          return null;
        });
  }

  /** Types into the field under a label. */
  void fill(String label, String text) {
    type(field(label) + "//*[self::input or self::textarea]", text);
  }

  /** Chooses from the list under a label the first entry that contains a text. */
  void choose(String label, String text) {
    String entry = "//*[contains(@class,'fjs-dropdownlist-item') and contains(.,'" + text + "')]";
    browser.until(
        "the list " + label + " opens",
        () -> {
          if (browser.sees(entry)) {
            return true;
          }
          press(browser.now(field(label) + "//*[contains(@class,'fjs-select-display')]"));
          return null;
        });
    press(browser.see(entry));
  }

  // These lists open, and take a choice, when the button of the mouse goes down.
  private void press(WebElement element) {
    browser.script(
        "arguments[0].dispatchEvent(new MouseEvent('mousedown', {bubbles: true, cancelable: true}))",
        element);
  }

  /** Ticks one of several. */
  void tick(String label) {
    browser.click(browser.see("//label[contains(.,'" + label + "')]//input"));
  }

  private static String field(String label) {
    return "//*[contains(@class,'fjs-form-field') and .//label[starts-with(normalize-space(),'"
        + label
        + "')]]";
  }

  // The login page draws itself anew while it loads; typed keys would get lost in between.
  private void set(String selector, String text) {
    browser.script(
        "arguments[0].value = arguments[1];"
            + "for (const name of ['input', 'change']) arguments[0].dispatchEvent(new Event(name))",
        browser.now(selector),
        text);
  }

  private void type(String selector, String text) {
    WebElement input = browser.see(selector);
    input.clear();
    // Leaving the field hands its text over at once.
    input.sendKeys(text, Keys.TAB);
  }

  @Override
  public void close() {
    browser.close();
  }
}
