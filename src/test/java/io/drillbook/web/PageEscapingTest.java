package io.drillbook.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.readiness.CheckFinding;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whatever people, servers and tools wrote is shown as text. */
class PageEscapingTest {
  private static final String EVIL = "<script>alert(1)</script>'\"><img src=x onerror=alert(2)>";
  private static final LivePage LIVE = new LivePage("/events", 1, EVIL, EVIL);
  private static final BoardRow.Rpo RPO = new BoardRow.Rpo(EVIL, "wrong", EVIL, EVIL, 100);

  @Test
  void theBoard() throws Exception {
    BoardPage page =
        new BoardPage(
            LIVE,
            List.of(new BoardPage.Count("wrong", "✖", EVIL)),
            List.of(run()),
            EVIL,
            List.of(EVIL),
            Pages.of(List.of(row()), "1", 10));
    assertHarmless(rendered("pages/board", "board", page));
  }

  @Test
  void fiveHundredSystemsAreFolded() throws Exception {
    BoardPage page =
        new BoardPage(
            LIVE,
            List.of(),
            List.of(),
            "",
            List.of(),
            Pages.of(new ArrayList<>(Collections.nCopies(500, row())), "2", 100));
    String html = rendered("pages/board", "board", page);
    assertThat(html.split("<th scope=\"row\">")).hasSize(101);
    assertThat(html).contains("page 2 of 5, 500 systems").contains("href=\"/?page=3\"");
  }

  @Test
  void thePageOfASystem() throws Exception {
    SystemPage page =
        new SystemPage(
            LIVE,
            row(),
            List.of(run()),
            List.of(new SystemPage.Source(RPO, EVIL)),
            List.of(new SystemPage.Scene(EVIL, "wrong", EVIL, EVIL, EVIL, EVIL, EVIL)),
            List.of(CheckFinding.bad(EVIL, EVIL, EVIL, EVIL)),
            EVIL,
            Pages.of(
                List.of(
                    new PointRow(
                        EVIL,
                        EVIL,
                        "wrong",
                        EVIL,
                        EVIL,
                        List.of(new PointRow.Copy(EVIL, "wrong", EVIL)),
                        EVIL,
                        EVIL,
                        List.of(EVIL),
                        EVIL)),
                "1",
                10),
            List.of(new DrillRow(EVIL, EVIL, EVIL, "wrong", EVIL, EVIL, EVIL, 1, 2)),
            new Chart(EVIL, "0,0 1,1", EVIL, EVIL, EVIL, EVIL, 2),
            new Chart(EVIL, "0,0 1,1", EVIL, EVIL, EVIL, EVIL, 2),
            List.of(new VaultRow(EVIL, EVIL, EVIL, "wrong", EVIL, List.of(EVIL))),
            List.of(new SystemPage.Schedule(EVIL, EVIL, EVIL, EVIL, "wrong")));
    assertHarmless(rendered("pages/system", "page", page));
  }

  private static BoardRun run() {
    ClockFace clock = new ClockFace("down", "late", EVIL, EVIL, EVIL, 1, 2, 3, 4);
    return new BoardRun(
        EVIL,
        EVIL,
        EVIL,
        true,
        clock,
        EVIL,
        List.of(new RunPage.Waiting(EVIL, EVIL, EVIL, "/runs/1")));
  }

  private static BoardRow row() {
    return new BoardRow(
        EVIL,
        EVIL,
        "wrong",
        "✖",
        List.of(EVIL),
        List.of(RPO),
        EVIL,
        EVIL,
        EVIL,
        EVIL,
        EVIL,
        "wrong",
        EVIL,
        "wrong",
        EVIL,
        List.of(EVIL));
  }

  private static void assertHarmless(String html) {
    assertThat(html).contains("&lt;script&gt;alert(1)");
    assertThat(html).doesNotContain("<script>alert").doesNotContain("<img src=x");
    assertThat(html)
        .as("the policy allows none")
        .doesNotContain(" style=")
        .doesNotContain("onload");
  }

  private static String rendered(String view, String name, Object model) throws Exception {
    return Rendered.page(view, Map.of(name, model));
  }
}
