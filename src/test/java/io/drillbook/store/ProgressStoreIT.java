package io.drillbook.store;

class ProgressStoreIT extends ProgressStoreContract {
  @Override
  TestDatabase open() {
    return TestDatabase.postgres();
  }
}
