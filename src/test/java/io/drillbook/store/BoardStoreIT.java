package io.drillbook.store;

class BoardStoreIT extends BoardStoreContract {
  @Override
  TestDatabase open() {
    return TestDatabase.postgres();
  }
}
