package io.drillbook.store;

class ProgressStoreTest extends ProgressStoreContract {
  @Override
  TestDatabase open() {
    return TestDatabase.h2();
  }
}
