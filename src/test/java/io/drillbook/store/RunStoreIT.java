package io.drillbook.store;

class RunStoreIT extends RunStoreContract {
  @Override
  TestDatabase open() {
    return TestDatabase.postgres();
  }
}
