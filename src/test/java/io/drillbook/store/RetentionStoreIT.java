package io.drillbook.store;

class RetentionStoreIT extends RetentionStoreContract {
  @Override
  TestDatabase open() {
    return TestDatabase.postgres();
  }
}
