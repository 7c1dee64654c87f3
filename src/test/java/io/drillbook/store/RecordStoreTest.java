package io.drillbook.store;

class RecordStoreTest extends RecordStoreContract {
  @Override
  TestDatabase open() {
    return TestDatabase.h2();
  }
}
