package io.drillbook.store;

class BoardStoreTest extends BoardStoreContract {
  @Override
  TestDatabase open() {
    return TestDatabase.h2();
  }
}
