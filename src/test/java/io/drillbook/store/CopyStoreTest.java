package io.drillbook.store;

class CopyStoreTest extends CopyStoreContract {
  @Override
  TestDatabase open() {
    return TestDatabase.h2();
  }
}
