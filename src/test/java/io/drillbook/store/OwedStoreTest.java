package io.drillbook.store;

class OwedStoreTest extends OwedStoreContract {
  @Override
  TestDatabase open() {
    return TestDatabase.h2();
  }
}
