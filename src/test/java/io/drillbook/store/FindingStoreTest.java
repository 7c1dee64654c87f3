package io.drillbook.store;

class FindingStoreTest extends FindingStoreContract {
  @Override
  TestDatabase open() {
    return TestDatabase.h2();
  }
}
