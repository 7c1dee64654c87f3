package io.drillbook.store;

class LogStoreIT extends LogStoreContract {
  @Override
  TestDatabase open() {
    return TestDatabase.postgres();
  }
}
