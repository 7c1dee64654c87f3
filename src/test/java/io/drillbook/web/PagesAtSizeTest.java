package io.drillbook.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.drillbook.bench.BoardStoreFill;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.converter.json.Jackson2ObjectMapperBuilder;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.servlet.ModelAndView;

/**
 * A run of 5,000 activities and a system with 10,000 recovery points: pages and answers stay of a
 * size, say what they leave out and how to get there, and the database is asked no more questions.
 */
class PagesAtSizeTest {
  private static final int POINTS = 10_000;
  private static final int ACTIVITIES = 5_000;
  private static final int TEN = 10;
  private static final ObjectMapper JSON =
      Jackson2ObjectMapperBuilder.json()
          .featuresToDisable(
              SerializationFeature.WRITE_DATES_AS_TIMESTAMPS,
              SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .build();

  @TempDir static Path keys;
  private static LargeBed few;
  private static LargeBed many;

  @BeforeAll
  static void fill() throws Exception {
    few = new LargeBed(POINTS / TEN, ACTIVITIES / TEN, keys);
    many = new LargeBed(POINTS, ACTIVITIES, keys);
  }

  @AfterAll
  static void drop() {
    few.close();
    many.close();
  }

  private interface Asked {
    String of(LargeBed bed) throws Exception;
  }

  @Test
  void thePageOfARunShowsItsEndFirstAndTheRestPageByPage() throws Exception {
    String html = compared(bed -> page(run(bed, "999999")), ACTIVITIES);
    assertThat(html).hasSizeLessThan(100_000);
    assertThat(count(html, "<th scope=\"row\"")).isEqualTo(200);
    assertThat(html)
        .contains("page 26 of 26, 5001 lines")
        .contains("?page=25#timeline\">Earlier</a>");
    assertThat(count(html, "<rect class=\"part\"")).isEqualTo(30);
    assertThat(html).contains("4970 shorter steps are in the table only");
    assertThat(count(html, "data-step=")).as("what no diagram has is not marked").isLessThan(100);
    assertThat(html.indexOf("succeeded")).isLessThan(html.indexOf("id=\"timeline\""));
    assertThat(page(run(many, "1"))).contains("run started", "?page=2#timeline\">Later</a>");
  }

  @Test
  void thePageOfASystemShowsItsNewestPointsAndTheRestPageByPage() throws Exception {
    String html = compared(bed -> page(system(bed, "1")), POINTS);
    assertThat(html).hasSizeLessThan(80_000);
    assertThat(count(html, "<code class=\"soft\">p")).isEqualTo(25);
    assertThat(html)
        .contains("page 1 of 400, 10000 recovery points")
        .contains("page=2#points\">Older");
    var lines = Pattern.compile("<polyline points=\"([^\"]*)\"").matcher(html);
    for (int chart = 0; chart < 2; chart++) {
      assertThat(lines.find()).isTrue();
      assertThat(lines.group(1).split(" ")).hasSizeLessThanOrEqualTo(150);
    }
    assertThat(page(system(many, "400")))
        .contains("page=399#points\">Newer")
        .doesNotContain("Older");
  }

  @Test
  void theTimelineComesInPartsOfWhichNoneHoldsARowTwice() throws Exception {
    String first = compared(bed -> timeline(bed, Optional.empty()), ACTIVITIES);
    assertThat(first).hasSizeLessThan(400_000);
    List<String> began = new ArrayList<>();
    int moments = 0;
    int parts = 0;
    Optional<String> after = Optional.empty();
    do {
      JsonNode part = JSON.readTree(timeline(many, after));
      began.addAll(part.path("steps").findValuesAsText("began"));
      moments += part.path("moments").size();
      assertThat(part.path("steps").size() + part.path("moments").size()).isLessThanOrEqualTo(1000);
      assertThat(part.path("record")).hasSameSizeAs(part.path("moments"));
      after = Optional.of(part.path("next").asText("")).filter(it -> it.startsWith("/"));
      after = after.map(next -> next.replaceAll(".*after=", ""));
      parts++;
    } while (after.isPresent());
    assertThat(parts).isEqualTo(6);
    assertThat(began).hasSize(ACTIVITIES);
    assertThat(new HashSet<>(began)).hasSize(ACTIVITIES);
    assertThat(moments).isEqualTo(1);
  }

  @Test
  void pointsComeInParts() throws Exception {
    String first = compared(PagesAtSizeTest::points, POINTS);
    assertThat(first).hasSizeLessThan(100_000);
    JsonNode answer = JSON.readTree(first);
    assertThat(answer.path("points")).hasSize(100);
    assertThat(answer.path("next").asText()).contains("after=");
  }

  /** Of ten times as much no more questions, and about ten times the rows, each read once. */
  private static String compared(Asked asked, int rows) throws Exception {
    int[] statements = new int[2];
    long[] scanned = new long[2];
    String answer = "";
    for (int i = 0; i < 2; i++) {
      LargeBed bed = i == 0 ? few : many;
      int before = bed.counter.statements();
      long rowsBefore = scanned(bed);
      answer = asked.of(bed);
      statements[i] = bed.counter.statements() - before;
      scanned[i] = scanned(bed) - rowsBefore;
    }
    String said = statements[1] + " statements, " + scanned[0] + " and " + scanned[1] + " rows";
    assertThat(statements[1]).as(said).isEqualTo(statements[0]);
    assertThat(scanned[1]).as(said).isLessThanOrEqualTo(scanned[0] * (TEN + 1));
    assertThat(scanned[1]).as(said).isLessThanOrEqualTo(9L * rows);
    return answer;
  }

  private static long scanned(LargeBed bed) {
    return bed.counter.scanned().values().stream().mapToLong(Long::longValue).sum();
  }

  private static ModelAndView run(LargeBed bed, String page) {
    return bed.runs.run(BoardStoreFill.LONG_RUN, page);
  }

  private static ModelAndView system(LargeBed bed, String page) {
    return bed.systems.show(BoardStoreFill.LARGE, page);
  }

  private static String page(ModelAndView page) throws Exception {
    return Rendered.page(String.valueOf(page.getViewName()), page.getModel());
  }

  private static String timeline(LargeBed bed, Optional<String> after) throws Exception {
    String run = BoardStoreFill.LONG_RUN;
    return JSON.writeValueAsString(
        bed.api.timeline(run, 1000, after, request("/api/v1/runs/" + run + "/timeline")));
  }

  private static String points(LargeBed bed) throws Exception {
    String system = BoardStoreFill.LARGE;
    return JSON.writeValueAsString(
        bed.points.points(
            system, 100, Optional.empty(), request("/api/v1/systems/" + system + "/points")));
  }

  private static MockHttpServletRequest request(String path) {
    return new MockHttpServletRequest("GET", path);
  }

  private static int count(String text, String word) {
    return text.split(Pattern.quote(word), -1).length - 1;
  }
}
