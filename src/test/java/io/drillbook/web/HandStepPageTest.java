package io.drillbook.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.drillbook.config.PlanFixture;
import io.drillbook.domain.plan.Scenario;
import io.drillbook.domain.record.Asserted;
import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.EntryKind;
import io.drillbook.domain.record.RecordEntry;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.RunKind;
import io.drillbook.domain.record.StepNature;
import io.drillbook.domain.record.StepRef;
import io.drillbook.spi.people.People;
import io.drillbook.usecase.Stores;
import io.drillbook.usecase.incident.AddHandSteps;
import io.drillbook.usecase.incident.ShowRun;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.servlet.ModelAndView;

/** The form for a step that was done by hand, posted by people; times are typed in Berlin's. */
class HandStepPageTest {
  private static final Instant NOW = Instant.parse("2026-11-21T03:00:00Z");
  private static final String RUN = "incident-1";
  private static final String EVIL = "<script>alert(1)</script>";

  private final Stores stores = new Stores();
  private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
  private final People people = Mockito.mock(People.class);
  private final ShowRun show =
      new ShowRun(stores.runs, stores.record, stores.progress, PlanFixture.plans(), clock);
  private final MockMvc mvc =
      MockMvcBuilders.standaloneSetup(
              new HandStepPageController(
                  show, new AddHandSteps(stores.runs, stores.record, people, stores.atOnce, clock)))
          .build();

  @BeforeEach
  void anIncidentThatGoesOn() {
    Mockito.when(people.groupsOf("olga")).thenReturn(Set.of("oncall"));
    Mockito.when(people.groupsOf("ada")).thenReturn(Set.of("auditors"));
    Run run =
        new Run(
            RUN,
            RunKind.INCIDENT,
            "shop",
            Optional.of(Scenario.SERVER_FAILURE),
            NOW.minusSeconds(3600),
            NOW.minusSeconds(3600),
            "olga",
            Duration.ofHours(4),
            false,
            "d".repeat(64),
            Optional.empty(),
            Optional.empty());
    stores.runs.start(run);
    add(Entries.runStarted(run));
    StepRef restore = StepRef.of("serviceTask_restoreSource", "Restore source");
    add(Entries.stepBegan(NOW.minusSeconds(600), restore, "engine", StepNature.AUTOMATED));
  }

  @AfterEach
  void close() {
    stores.close();
  }

  @Test
  void aStepStandsAtItsRealTimeWithItsMarkAndWhoEnteredIt() throws Exception {
    ModelAndView done =
        posted("olga", 302, "Started the standby", "2026-11-21T03:30", "2026-11-21T03:45:30");
    assertThat(done.getViewName()).isEqualTo("redirect:/runs/" + RUN);

    EntryDraft line = asserted().get(0);
    assertThat(line.at()).isEqualTo(Instant.parse("2026-11-21T02:30:00Z"));
    assertThat(line.actor()).isEqualTo("Pjotr " + EVIL);
    assertThat(line.detail(Asserted.ENDED)).isEqualTo("2026-11-21T02:45:30Z");
    assertThat(line.detail(Asserted.ENTERED_BY)).isEqualTo("olga");
    assertThat(line.detail(Asserted.ENTERED_AT)).isEqualTo(NOW.toString());

    String page = run();
    assertThat(page).contains(Asserted.MARK, "Pjotr &lt;script&gt;", "by phone &lt;b&gt;");
    assertThat(page).doesNotContain("<script>alert");
    String timeline = page.substring(page.indexOf("id=\"timeline\""));
    assertThat(timeline)
        .as("entered last, it happened before the restore")
        .containsSubsequence("run started", "Started the standby", "Restore source");
  }

  @Test
  void whatCannotHaveBeenIsSaidAndTypedTextIsKept() throws Exception {
    for (List<String> wrong :
        List.of(
            List.of("A", "2026-11-21T04:02", "", "in the future"),
            List.of("A", "2026-11-21T03:30", "2026-11-21T04:02", "in the future"),
            List.of("A", "2026-11-21T02:59", "", "before the detection"),
            List.of("A", "2026-11-21T03:30", "2026-11-21T03:29", "before it began"),
            List.of(" ", "2026-11-21T03:30", "", "its name must have"),
            List.of("x".repeat(201), "2026-11-21T03:30", "", "its name must have"),
            List.of("A", "half past three", "", "unable to read the time"),
            List.of("A", "", "", "unable to read the time"))) {
      ModelAndView refused = posted("olga", 400, wrong.get(0), wrong.get(1), wrong.get(2));
      String page = Rendered.page(String.valueOf(refused.getViewName()), refused.getModel());
      assertThat(page).contains("role=\"alert\"").contains(wrong.get(3));
      assertThat(page).as("typed text").contains("Pjotr &lt;script&gt;alert(1)", "by phone");
      assertThat(page).doesNotContain("<script>alert").doesNotContain("<b>old");
    }
    assertThat(asserted()).isEmpty();
  }

  @Test
  void theSameTwiceAnotherGroupAndAnUnknownRunAreRefused() throws Exception {
    posted("olga", 302, "Called the office", "2026-11-21T03:30", "");
    ModelAndView twice = posted("olga", 400, "Called the office", "2026-11-21T03:30", "");
    assertThat(String.valueOf(twice.getModel().get("trouble"))).contains("entered already");
    ModelAndView auditor = posted("ada", 403, "Called again", "2026-11-21T03:30", "");
    assertThat(String.valueOf(auditor.getModel().get("trouble"))).contains("as: 'ada'");
    ModelAndView unknown = answered(404, form("olga", "incident-2", "A", "2026-11-21T03:30", ""));
    assertThat(unknown.getViewName()).isEqualTo("pages/fault");
    assertThat(asserted()).hasSize(1);
  }

  private ModelAndView posted(String who, int status, String step, String began, String ended)
      throws Exception {
    return answered(status, form(who, RUN, step, began, ended));
  }

  private ModelAndView answered(int status, MockHttpServletRequestBuilder request)
      throws Exception {
    var result = mvc.perform(request).andReturn();
    assertThat(result.getResponse().getStatus()).isEqualTo(status);
    return Objects.requireNonNull(result.getModelAndView());
  }

  private static MockHttpServletRequestBuilder form(
      String who, String run, String step, String began, String ended) {
    return post("/runs/" + run + "/steps")
        .contentType("application/x-www-form-urlencoded")
        .principal(() -> who)
        .param("step", step)
        .param("began", began)
        .param("ended", ended)
        .param("by", "Pjotr " + EVIL)
        .param("note", "by phone <b>old");
  }

  private String run() throws Exception {
    ModelAndView page = new PageController(show, Mockito.mock(), new Models()).run(RUN, "1");
    return Rendered.page(String.valueOf(page.getViewName()), page.getModel());
  }

  private List<EntryDraft> asserted() {
    return stores.record.entries(RUN).stream()
        .map(RecordEntry::entry)
        .filter(line -> line.kind() == EntryKind.ASSERTED)
        .toList();
  }

  private void add(EntryDraft line) {
    stores.record.appendNow(RUN, line);
  }
}
