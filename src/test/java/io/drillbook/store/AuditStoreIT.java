package io.drillbook.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditStoreIT extends AuditStoreContract {
  @Override
  TestDatabase open() {
    return TestDatabase.postgres();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update plan_version set text = 'fine'",
        "delete from plan_version",
        "truncate plan_version"
      })
  void no_statement_changes_a_version_of_a_plan(String statement) {
    assertThatThrownBy(() -> database.jdbc().sql(statement).update())
        .hasMessageContaining("append-only");
  }
}
