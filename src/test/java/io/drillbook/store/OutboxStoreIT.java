package io.drillbook.store;

class OutboxStoreIT extends OutboxStoreContract {
  @Override
  TestDatabase open() {
    return TestDatabase.postgres();
  }
}
