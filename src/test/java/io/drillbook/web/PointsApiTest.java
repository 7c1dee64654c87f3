package io.drillbook.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.drillbook.domain.point.CatalogPoint;
import io.drillbook.domain.point.PointState;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

class PointsApiTest {
  private static final String POINT = "20261121T090000Z-aaaaaa";
  private static final String HOLDS = "/api/v1/systems/shop/points/" + POINT + "/holds";
  private static final String RELEASE = "/api/v1/systems/shop/points/" + POINT + "/release";
  private final ApiBed bed = new ApiBed();

  @BeforeEach
  void fill() {
    Instant at = Instant.parse("2026-11-21T09:00:00Z");
    bed.points.add(
        new CatalogPoint(
            "shop",
            POINT,
            "backup-1",
            at,
            Optional.of(at),
            PointState.PROVEN,
            List.of("primary"),
            2048,
            Map.of("db", at)));
  }

  @AfterEach
  void stop() {
    bed.close();
  }

  private JsonNode ask(MockHttpServletRequestBuilder request, int status) throws Exception {
    MockHttpServletResponse response =
        bed.mvc
            .perform(
                request
                    .contentType("application/json")
                    .principal(() -> "olga")
                    .with(
                        it -> {
                          it.addUserRole(bed.group);
                          it.setRemoteUser("olga");
                          return it;
                        }))
            .andReturn()
            .getResponse();
    assertThat(response.getStatus()).as(response.getContentAsString()).isEqualTo(status);
    return new ObjectMapper().readTree(response.getContentAsString());
  }

  @Test
  void auditorsSeeWhatWouldExpireAndWhyButStartAndHoldNothing() throws Exception {
    bed.group = "auditors";
    JsonNode preview = ask(get("/api/v1/systems/shop/expiry"), 200);
    assertThat(preview.path("points").path(0).path("expiry").path("keep").asBoolean()).isTrue();
    assertThat(preview.path("points").path(0).path("expiry").path("why").asText())
        .startsWith("is the newest");
    ask(post("/api/v1/systems/shop/expiries"), 403);
    ask(post(HOLDS).content("{\"reason\":\"a lawsuit\"}"), 403);
    ask(post(RELEASE).content("{\"reason\":\"over\"}"), 403);
    assertThat(bed.started).isEmpty();
  }

  @Test
  void onCallAndApproversStartAnExpiry() throws Exception {
    for (String group : List.of("oncall", "approvers")) {
      bed.group = group;
      assertThat(ask(post("/api/v1/systems/shop/expiries"), 202).path("runId").asText())
          .matches("expiry-20261121T100000Z-[0-9a-f]{6}");
    }
    assertThat(bed.started)
        .extracting(ApiBed.Started::process)
        .containsOnly("expire-recovery-points");
    ask(post("/api/v1/systems/shoe/expiries"), 404);
  }

  @Test
  void aHoldIsShownUntilSomebodyOfTheApproversTakesItBack() throws Exception {
    JsonNode held =
        ask(
            post(HOLDS).content("{\"reason\":\"a lawsuit\",\"until\":\"2027-01-01T00:00:00Z\"}"),
            200);
    assertThat(held.path("behind").path("primary").asText()).startsWith("unable to reach");
    JsonNode shown = ask(get("/api/v1/systems/shop/points"), 200).path("points").path(0);
    assertThat(shown.path("holds").path(0).path("reason").asText()).isEqualTo("a lawsuit");
    assertThat(shown.path("holds").path(0).path("heldBy").asText()).isEqualTo("olga");
    assertThat(shown.path("expiry").path("reasons").path(0).asText()).isEqualTo("held");

    ask(post(RELEASE).content("{\"reason\":\"over\"}"), 403);
    bed.group = "managers";
    ask(post(RELEASE).content("{}"), 400);
    ask(post(RELEASE).content("{\"reason\":\"over\"}"), 200);
    ask(post(RELEASE).content("{\"reason\":\"over\"}"), 404);
    assertThat(ask(get("/api/v1/systems/shop/points"), 200).path("points").path(0).path("holds"))
        .isEmpty();
  }

  @Test
  void pointsComeInPartsAndNoneIsSkippedWhenTheLastOneIsRemovedMeanwhile() throws Exception {
    for (int hour = 8; hour > 4; hour--) {
      Instant at = Instant.parse("2026-11-21T0" + hour + ":00:00Z");
      bed.points.add(
          new CatalogPoint(
              "shop",
              "point-" + hour,
              "backup-1",
              at,
              Optional.of(at),
              PointState.VERIFIED,
              List.of("primary"),
              2048,
              Map.of("db", at)));
    }
    JsonNode first = ask(get("/api/v1/systems/shop/points?limit=2"), 200);
    assertThat(first.findValuesAsText("point")).containsExactly(POINT, "point-8");
    String next = first.path("next").asText();
    assertThat(next).startsWith("/api/v1/systems/shop/points?limit=2&after=");

    bed.points.removeIf(point -> point.point().equals("point-8"));
    JsonNode second = ask(get(URI.create(next)), 200);
    assertThat(second.findValuesAsText("point")).containsExactly("point-7", "point-6");
    JsonNode third = ask(get(URI.create(second.path("next").asText())), 200);
    assertThat(third.findValuesAsText("point")).containsExactly("point-5");
    assertThat(third.path("next").isNull()).isTrue();
    for (String wrong : List.of("limit=0", "limit=1001", "limit=x", "after=x", "after=aGFsbG8")) {
      JsonNode problem = ask(get("/api/v1/systems/shop/points?" + wrong), 400);
      assertThat(problem.path("hint").asText()).isNotBlank();
    }
  }

  @Test
  void aHoldNeedsAReasonAPointAndATimeThatIsNotPast() throws Exception {
    ask(post(HOLDS).content("{}"), 400);
    ask(post(HOLDS).content("{\"reason\":\"x\",\"until\":\"2026-01-01T00:00:00Z\"}"), 400);
    ask(post(HOLDS.replace(POINT, "nosuch")).content("{\"reason\":\"x\"}"), 404);
  }
}
