package io.drillbook.store;

class AuditStoreTest extends AuditStoreContract {
  @Override
  TestDatabase open() {
    return TestDatabase.h2();
  }
}
