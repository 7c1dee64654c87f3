package io.drillbook.store;

class OutboxStoreTest extends OutboxStoreContract {
  @Override
  TestDatabase open() {
    return TestDatabase.h2();
  }
}
