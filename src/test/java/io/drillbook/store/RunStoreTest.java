package io.drillbook.store;

class RunStoreTest extends RunStoreContract {
  @Override
  TestDatabase open() {
    return TestDatabase.h2();
  }
}
