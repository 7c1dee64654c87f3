package io.drillbook.store;

class FindingStoreIT extends FindingStoreContract {
  @Override
  TestDatabase open() {
    return TestDatabase.postgres();
  }
}
