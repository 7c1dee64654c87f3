package io.drillbook.store;

class TargetStoreIT extends TargetStoreContract {
  @Override
  TestDatabase open() {
    return TestDatabase.postgres();
  }
}
