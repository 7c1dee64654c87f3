package io.drillbook.store;

class RecordExportMigrationIT extends RecordExportMigrationContract {
  @Override
  String emptyDatabase() {
    return TestDatabase.emptyPostgres();
  }

  @Override
  String[] locations() {
    return new String[] {"classpath:db/migration", "classpath:db/vendor/postgresql"};
  }
}
