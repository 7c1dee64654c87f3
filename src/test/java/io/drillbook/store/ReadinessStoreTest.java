package io.drillbook.store;

class ReadinessStoreTest extends ReadinessStoreContract {
  @Override
  TestDatabase open() {
    return TestDatabase.h2();
  }
}
