package io.drillbook.store;

class CopyStoreIT extends CopyStoreContract {
  @Override
  TestDatabase open() {
    return TestDatabase.postgres();
  }
}
