package io.drillbook.store;

class ReadinessStoreIT extends ReadinessStoreContract {
  @Override
  TestDatabase open() {
    return TestDatabase.postgres();
  }
}
