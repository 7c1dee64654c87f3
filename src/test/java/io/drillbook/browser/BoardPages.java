package io.drillbook.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.PointState;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.runbooks.ShopBed;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.store.CatalogStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.openqa.selenium.Keys;
import org.springframework.context.SmartLifecycle;

/** The situation board and the pages below it, in a browser. */
final class BoardPages {
  /** Each system's newest data in minutes ago; none where it has no recovery point at all. */
  private static final Map<String, Integer> OTHERS =
      Map.of(
          "billing",
          35,
          "crm",
          41,
          "intranet",
          2_000,
          "media-archive",
          1_300,
          "parking",
          -1,
          "wiki",
          12);

  private final ShopBed shop;
  private final Browser browser;

  BoardPages(ShopBed shop, Browser browser) {
    this.shop = shop;
    this.browser = browser;
  }

  /** More systems beside the shop, in several conditions. */
  void protectMore() throws IOException {
    Path plans = shop.home().resolve("config/plans");
    String plan = Files.readString(plans.resolve("shop.yaml"));
    for (String system : OTHERS.keySet()) {
      Files.writeString(
          plans.resolve(system + ".yaml"), plan.replace("system: shop", "system: " + system));
    }
    Plans known = shop.server().getBean(Plans.class);
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> known.all().size() == OTHERS.size() + 1);
    OTHERS.forEach(this::point);
  }

  private void point(String system, int minutesAgo) {
    if (minutesAgo < 0) {
      return;
    }
    CatalogStore catalog = shop.server().getBean(CatalogStore.class);
    Instant at = Instant.now().minus(Duration.ofMinutes(minutesAgo));
    for (int day = 5; day >= 0; day--) {
      Instant then = at.minus(Duration.ofDays(day));
      String point = "2026010" + (9 - day) + "T020000Z-000000";
      catalog.begin(system, point, "backup-" + system, then);
      catalog.saveCapture(
          system,
          point,
          new SourceCapture("db", "postgresql", then, Map.of(), Map.of("rows", 12L)),
          List.of(
              new Member(
                  "db",
                  "db.pgdump.zst.pgp",
                  "pgdump",
                  40_000_000L + day * 900_000L,
                  "0".repeat(64),
                  90_000_000L,
                  "1".repeat(64),
                  List.of("A", "B"))));
      catalog.seal(system, point, then.plusSeconds(40), List.of("primary"));
      catalog.setState(
          system, point, day == 1 ? PointState.PROVEN : PointState.VERIFIED, then.plusSeconds(90));
    }
  }

  void theBoardShowsWhatIsWrongFirst() {
    browser.open(shop.address() + "/");
    assertThat(browser.text("h1")).isEqualTo("Situation");
    assertThat(browser.text(".board tbody")).contains("nothing to restore", "RPO broken by");
    assertThat(browser.text(".board tbody tr:first-child .badge")).contains("TROUBLE");
    assertThat(browser.text("footer")).contains("Europe/Berlin");
  }

  void aSystemShowsItsPointsDrillsVaultsAndSchedules() {
    browser.open(shop.address() + "/");
    browser.click(browser.see("//a[normalize-space()='crm']"));
    assertThat(browser.text("h1")).contains("crm");
    assertThat(browser.text("#points tbody tr:first-child")).contains("verified", "primary: good");
    assertThat(browser.text("#points tbody")).contains("proven", "stands for the day of");
    assertThat(browser.text("#schedules")).contains("backup", "0 2 * * *", "drill:weekly");
    assertThat(browser.text("#vaults")).contains("primary", "directory, berlin");
    assertThat(browser.sees("#trends svg polyline")).isTrue();
    look("system", "/systems/crm");
    browser.open(shop.address() + "/systems/%3Cscript%3Ealert(1)");
    assertThat(browser.page()).contains("'<script>alert(1)'");
  }

  /** In every size and both schemes: nobody is shut out, nothing runs off the side. */
  void look(String name, String path) {
    browser.complaints();
    for (String scheme : List.of("light", "dark")) {
      browser.prefers(scheme);
      for (int width : new int[] {1280, 360}) {
        browser.size(width, width == 360 ? 800 : 900);
        browser.open(shop.address() + path);
        browser.see("main h1");
        assertThat(browser.barriers()).as(name + " " + width + " " + scheme).isEmpty();
        assertThat(browser.script("return document.documentElement.scrollWidth"))
            .as("no scrolling sideways at " + width)
            .isEqualTo((long) width);
        browser.tall();
        browser.picture(name + (width == 360 ? "-phone" : "") + "-" + scheme);
      }
    }
    browser.prefers("light");
    browser.size(1280, 900);
    assertThat(browser.complaints()).as("of the content security policy, too").isEmpty();
  }

  /** The same of a page that does not change: it is opened once. */
  void still(String name, String path) {
    browser.complaints();
    browser.size(1280, 900);
    browser.open(shop.address() + path);
    browser.see("h1, .clock");
    looksWell(browser, name);
    browser.prefers("light");
    assertThat(browser.complaints()).as("of the content security policy, too").isEmpty();
  }

  /** The page that is open, at both widths and in both schemes. */
  static void looksWell(Browser browser, String name) {
    for (int width : new int[] {1280, 360}) {
      for (String scheme : List.of("light", "dark")) {
        browser.prefers(scheme);
        browser.size(width, width == 360 ? 800 : 900);
        assertThat(browser.barriers()).as(name + " " + width + " " + scheme).isEmpty();
        assertThat(browser.script("return document.documentElement.scrollWidth"))
            .as(name + " does not scroll sideways at " + width)
            .isEqualTo((long) width);
        if (width == 1280 || "light".equals(scheme)) {
          browser.tall();
          browser.picture(name + (width == 360 ? "-phone" : "-" + scheme));
        }
      }
    }
  }

  void keysReachEverything() {
    browser.open(shop.address() + "/");
    browser.see("main h1");
    browser.keys(Keys.TAB);
    assertThat(browser.text(":focus")).isEqualTo("Skip to the content");
    browser.keys(Keys.ENTER);
    assertThat(browser.script("return document.activeElement.id")).isEqualTo("main");
  }

  /** Within seconds, without anybody loading the page, and the focus stays where it is. */
  void aNewIncidentAppears() {
    browser.open(shop.address() + "/");
    assertThat(browser.until("live", () -> live("live"))).isTrue();
    browser.script("window.samePage = true;document.querySelector('.board a.name').focus()");
    String run = shop.startFor("crm", "oncall", "incidents", Map.of("scenario", "server-failure"));
    browser.see(".runs a[href='/runs/" + run + "']");
    assertThat(browser.script("return window.samePage")).isEqualTo(true);
    assertThat(browser.text("#summary")).contains("1 incident open");
    assertThat(browser.text(".runs .clock")).contains("left");
    look("board-incident", "/");
    aRunIsDrawn(run);
  }

  private void aRunIsDrawn(String run) {
    browser.open(shop.address() + "/runs/" + run);
    // Drawn elements are no boxes, which the driver would call visible.
    browser.until(
        "the step that goes on is marked",
        () ->
            browser.script(
                "var it = document.querySelector('#diagram .note.now');"
                    + "return document.querySelector('#diagram .djs-shape.now')"
                    + " && it && it.textContent.startsWith('▶') ? true : null"));
    assertThat(
            browser.script(
                "return document.querySelectorAll('#diagram .bjs-powered-by svg').length"))
        .as("the watermark stays")
        .isEqualTo(1L);
    assertThat(browser.text("#waiting")).contains("Assess scope waits for oncall");
    assertThat(browser.text("#bars li.people")).contains("Assess scope", "waited for oncall");
    look("run-live", "/runs/" + run);
    aWrongClockOfTheBrowserChangesNothing(run);
  }

  /** An hour off, either way, against an RTO of one hour. */
  private void aWrongClockOfTheBrowserChangesNothing(String run) {
    for (Duration off : List.of(Duration.ofHours(1), Duration.ofHours(-1))) {
      browser.clockAhead(off);
      browser.open(shop.address() + "/runs/" + run);
      long ahead =
          ((Number) browser.script("return Date.now()")).longValue() - System.currentTimeMillis();
      assertThat(ahead).isCloseTo(off.toMillis(), within(60_000L));
      assertThat(browser.text(".clock .figures")).matches("0:5\\d:\\d\\d");
      assertThat(browser.text(".clock .label")).contains("left");
    }
    browser.clockAhead(Duration.ZERO);
  }

  /** By the server's time, whatever the browser's clock says. */
  void aLostStreamIsSaid() {
    browser.clockAhead(Duration.ofHours(1));
    browser.open(shop.address() + "/");
    browser.until("live", () -> live("live"));
    SmartLifecycle streams = shop.server().getBean("liveStreams", SmartLifecycle.class);
    streams.stop();
    browser.until("not live", () -> live("not live since \\d\\d:\\d\\d"));
    LocalTime said =
        LocalTime.parse(browser.text("#live").replaceAll(".*since (\\d\\d:\\d\\d).*", "$1"));
    long minutes =
        Duration.between(said, LocalTime.now(ZoneId.of("Europe/Berlin"))).abs().toMinutes();
    assertThat(Math.min(minutes, Duration.ofDays(1).toMinutes() - minutes)).isLessThan(10);
    browser.picture("board-not-live");
    streams.start();
    browser.until("live again", () -> live("live"));
    browser.clockAhead(Duration.ZERO);
  }

  private Boolean live(String pattern) {
    String text =
        String.valueOf(browser.script("return document.getElementById('live').textContent"));
    return text.matches("\\S " + pattern) ? true : null;
  }
}
