package io.drillbook.store;

import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the tests of every store share: a fresh database of the kind under test. */
abstract class StoreContract {
  static final Instant NOW = Instant.parse("2026-11-20T10:00:00.123456Z");

  TestDatabase database;

  abstract TestDatabase open();

  @BeforeEach
  void openDatabase() {
    database = open();
  }

  @AfterEach
  void closeDatabase() {
    database.close();
  }
}
