package io.drillbook.store;

class OwedStoreIT extends OwedStoreContract {
  @Override
  TestDatabase open() {
    return TestDatabase.postgres();
  }
}
