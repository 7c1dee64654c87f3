package io.drillbook.store;

class KeyWarningStoreIT extends KeyWarningStoreContract {
  @Override
  TestDatabase open() {
    return TestDatabase.postgres();
  }
}
