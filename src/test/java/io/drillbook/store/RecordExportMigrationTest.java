package io.drillbook.store;

import java.util.UUID;

class RecordExportMigrationTest extends RecordExportMigrationContract {
  @Override
  String emptyDatabase() {
    return "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
  }

  @Override
  String[] locations() {
    return new String[] {"classpath:db/migration"};
  }
}
