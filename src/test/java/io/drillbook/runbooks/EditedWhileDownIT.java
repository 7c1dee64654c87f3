package io.drillbook.runbooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A plan is edited while the server is down, and an approval that somebody answered is open. */
class EditedWhileDownIT {
  private static final Map<String, String> YES =
      Map.of("approval", "approve", "confirmTarget", "standby", "reason", "data looks good");

  @Test
  void aYesFromBeforeCountsNoLongerAndPeopleAreAskedAnew() throws Exception {
    try (DecisionBed bed = new DecisionBed("from: approvers, required: 2")) {
      bed.person("ann", "approvers");
      bed.person("bob", "approvers");
      String run = bed.declareFor("edited", "oncall");
      String approval = bed.ask(run, "oncall");
      assertThat(bed.as("ann").work(bed.open(approval), "ann", YES).status()).isEqualTo(204);
      String before = bed.open(approval);
      bed.shop.server().close();
      bed.edit("edited", "observe: { for: 2s", "observe: { for: 3s");
      bed.shop.serve();
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> bed.task(approval).filter(task -> !task.equals(before)).isPresent());
      assertThat(bed.approval(run, approval).voteOf("ann")).isEmpty();
      assertThat(bed.as("bob").work(bed.open(approval), "bob", YES).status()).isEqualTo(204);
      assertThat(bed.as("ann").work(bed.open(approval), "ann", YES).status()).isEqualTo(204);
      assertThat(bed.ended(run, approval)).isEqualTo("granted");
    }
  }
}
