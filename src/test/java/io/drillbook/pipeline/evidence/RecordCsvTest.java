package io.drillbook.pipeline.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.evidence.SampleRecord;
import io.drillbook.domain.record.ChainHead;
import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.RecordChain;
import io.drillbook.domain.record.StepRef;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody typed does not run on an auditor's desk. */
class RecordCsvTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "=cmd|' /C calc'!A0",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "  =1",
        "\u00A0\n@x",
        "\uFF1D1"
      })
  void aCellThatLooksLikeAFormulaGetsAnApostrophe(String typed) {
    StepRef step = StepRef.of("userTask_x", typed);
    var line =
        RecordChain.next(
            SampleRecord.RUN,
            ChainHead.empty(),
            Entries.taskCompleted(SampleRecord.DETECTED, step, typed, typed));
    String table = new String(RecordCsv.write(List.of(line)), StandardCharsets.UTF_8);
    assertThat(table)
        .contains("\"'" + typed + "\",\"'" + typed + "\",\"0\",\"'" + typed + "\"")
        .doesNotContain(",\"" + typed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a \"quoted\" word", "two\r\nlines", "Prüfen; ja, nein", "🔥 שלום"})
  void everythingElseStaysAsItIs(String typed) {
    var line =
        RecordChain.next(
            SampleRecord.RUN,
            ChainHead.empty(),
            Entries.taskCompleted(
                SampleRecord.DETECTED, StepRef.of("userTask_x", typed), "olga", "done"));
    assertThat(new String(RecordCsv.write(List.of(line)), StandardCharsets.UTF_8))
        .contains(",\"" + typed.replace("\"", "\"\"") + "\",");
  }
}
