package io.drillbook.store;

class KeyWarningStoreTest extends KeyWarningStoreContract {
  @Override
  TestDatabase open() {
    return TestDatabase.h2();
  }
}
