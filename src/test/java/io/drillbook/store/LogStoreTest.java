package io.drillbook.store;

class LogStoreTest extends LogStoreContract {
  @Override
  TestDatabase open() {
    return TestDatabase.h2();
  }
}
