package io.drillbook.usecase.readiness.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.readiness.CheckFinding;
import io.drillbook.domain.readiness.CheckFinding.Grade;
import io.drillbook.spi.step.Cancellation;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AskAllTest {
  private static final Question GOOD = new Question("a", "works", () -> Question.good("yes"));

  @Test
  void every_question_is_answered_in_order_whatever_the_others_do() {
    Question refused =
        new Question(
            "b",
            "works",
            () -> {
              throw new Fault(FaultCode.CREDENTIALS_REFUSED, "unable to log in", "Look at it.");
            });
    Question defect =
        new Question(
            "c",
            "works",
            () -> {
              throw new IllegalStateException("secret inside");
            });
    List<CheckFinding> findings = ask(plan -> List.of(refused, defect), plan -> List.of(GOOD));
    assertThat(findings)
        .extracting(CheckFinding::subject, CheckFinding::grade)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("b", Grade.BAD),
            org.assertj.core.groups.Tuple.tuple("c", Grade.BAD),
            org.assertj.core.groups.Tuple.tuple("a", Grade.GOOD));
    assertThat(findings.get(0).detail()).isEqualTo("unable to log in");
    assertThat(findings.get(0).hint()).isEqualTo("Look at it.");
    assertThat(findings.get(1).detail()).doesNotContain("secret inside");
  }

  @Test
  void a_check_that_cannot_even_ask_is_a_bad_answer() {
    ReadinessCheck broken =
        plan -> {
          throw new Fault(FaultCode.INPUT_INVALID, "unable to read the plan", "Look.");
        };
    assertThat(ask(broken, plan -> List.of(GOOD)))
        .extracting(CheckFinding::grade)
        .containsExactly(Grade.BAD, Grade.GOOD);
  }

  @Test
  void an_answer_that_never_comes_is_bad_and_holds_nobody_up() {
    CountDownLatch never = new CountDownLatch(1);
    Question hangs =
        new Question(
            "mount",
            "answers",
            () -> {
              awaitQuietly(never);
              return Question.good("too late");
            });
    try {
      List<CheckFinding> findings = ask(plan -> List.of(hangs, GOOD));
      assertThat(findings).extracting(CheckFinding::grade).containsExactly(Grade.BAD, Grade.GOOD);
      assertThat(findings.get(0).detail()).isEqualTo("unable to get an answer within 2 s");
    } finally {
      never.countDown();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    while (true) {
      try {
        latch.await();
        return;
      } catch (InterruptedException deaf) {
        // as a read from a mount that is gone: it hears nobody
      }
    }
  }

  private static List<CheckFinding> ask(ReadinessCheck... checks) {
    ProtectionPlan nobodyReadsIt = null;
    return new AskAll(List.of(checks), Duration.ofSeconds(2))
        .ask(nobodyReadsIt, new Cancellation());
  }
}
