package io.drillbook.store;

class RetentionStoreTest extends RetentionStoreContract {
  @Override
  TestDatabase open() {
    return TestDatabase.h2();
  }
}
