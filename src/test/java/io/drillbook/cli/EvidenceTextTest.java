package io.drillbook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.drillbook.domain.evidence.PeriodEvidence.Without;
import io.drillbook.pipeline.evidence.CheckPeriod;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Nobody who reads what came of a check misses a run that has no pack. */
class EvidenceTextTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private boolean say(boolean json) {
    Without running =
        new Without(
            "drill-\u001b7", "drill", Instant.parse("2026-11-21T03:00:00Z"), Without.GOES_ON);
    return new EvidenceText(
            new PrintWriter(out, true), new PrintWriter(err, true), json, Optional.empty())
        .period(
            new CheckPeriod.Outcome(
                "shop", "from", "to", 3, "signer", List.of(running), List.of(), List.of()));
  }

  @Test
  void aRunWithoutAPackIsSaidThoughAllIsGood() {
    assertThat(say(false)).isTrue();
    assertThat(err).hasToString("without a pack: drill-\uFFFD7, it goes on\n");
    assertThat(out.toString()).startsWith("Good: shop");
  }

  @Test
  void jsonHasItToo() throws IOException {
    assertThat(say(true)).isTrue();
    JsonNode without = new ObjectMapper().readTree(out.toString()).at("/without/0");
    assertThat(without.path("run").asText()).isEqualTo("drill-\u001b7");
    assertThat(without.path("why").asText()).isEqualTo("it goes on");
    assertThat(without.path("startedAt").asText()).isEqualTo("2026-11-21T03:00:00Z");
  }
}
