package io.drillbook.domain.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.readiness.ReadinessNews.Kind;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReadinessNewsTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  @Test
  void a_new_plan_that_needs_verification_is_no_news() {
    assertThat(ReadinessNews.EXPECTED.of(report(ReadinessState.NEEDS_VERIFICATION))).isEmpty();
  }

  @Test
  void worse_and_better_are_told_once() {
    ReadinessReport broken = report(ReadinessState.NOT_READY, "mail");
    assertThat(ReadinessNews.EXPECTED.of(broken)).contains(Kind.WORSE);
    ReadinessNews told = ReadinessNews.EXPECTED.after(broken);
    assertThat(told.of(broken)).isEmpty();
    ReadinessReport good = report(ReadinessState.VERIFIED);
    assertThat(told.of(good)).contains(Kind.BETTER);
    assertThat(told.after(good).of(good)).isEmpty();
    assertThat(told.after(good).of(report(ReadinessState.NEEDS_VERIFICATION))).contains(Kind.WORSE);
  }

  @Test
  void another_trouble_is_news_and_one_that_comes_and_goes_is_told_once() {
    ReadinessNews told =
        ReadinessNews.EXPECTED.after(report(ReadinessState.NOT_READY, "mail", "source"));
    ReadinessNews later = told.after(report(ReadinessState.NOT_READY, "mail"));
    assertThat(later.of(report(ReadinessState.NOT_READY, "mail", "source"))).isEmpty();
    assertThat(later.of(report(ReadinessState.NOT_READY, "mail", "vault"))).contains(Kind.WORSE);
  }

  @Test
  void what_was_bad_before_it_was_good_is_news_when_it_is_bad_again() {
    ReadinessNews told = ReadinessNews.EXPECTED.after(report(ReadinessState.NOT_READY, "mail"));
    ReadinessNews good = told.after(report(ReadinessState.VERIFIED));
    assertThat(good.of(report(ReadinessState.NOT_READY, "mail"))).contains(Kind.WORSE);
    assertThat(good.bad()).isEmpty();
  }

  private static ReadinessReport report(ReadinessState state, String... bad) {
    List<CheckFinding> findings =
        Stream.of(bad).map(it -> CheckFinding.bad(it, "works", "no", "look")).toList();
    return new ReadinessReport(
        "shop",
        "readiness-1",
        NOW,
        state,
        NOW,
        List.of(),
        findings,
        new ReadinessFingerprint("p", "m", "c", "k"));
  }
}
