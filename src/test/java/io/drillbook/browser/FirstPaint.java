package io.drillbook.browser;

import java.util.ArrayList;
import java.util.List;

/** When a page shows something first, in a headless Chromium that has logged in. */
public final class FirstPaint implements AutoCloseable {
  private final Browser browser = new Browser();
  private final String server;

  /** Logs in. */
  public FirstPaint(String server, String user, String password) {
    this.server = server;
    browser.open(server + "/login?to=%2F");
    browser.see("input[name=username]").sendKeys(user);
    browser.see("input[name=password]").sendKeys(password);
    browser.click(browser.see("button[type=submit]"));
    browser.see("main h1");
  }

  /** Milliseconds from the start of the navigation to the first content, each time anew. */
  public List<Double> millis(String path, int times) {
    List<Double> all = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      browser.open(server + path);
      all.add(
          ((Number)
                  browser.until(
                      "the first paint",
                      () ->
                          browser.script(
                              "var it = performance.getEntriesByName('first-contentful-paint')[0];"
                                  + "return it ? it.startTime : null")))
              .doubleValue());
    }
    return all;
  }

  @Override
  public void close() {
    browser.close();
  }
}
