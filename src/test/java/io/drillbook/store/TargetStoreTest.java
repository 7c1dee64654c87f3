package io.drillbook.store;

class TargetStoreTest extends TargetStoreContract {
  @Override
  TestDatabase open() {
    return TestDatabase.h2();
  }
}
