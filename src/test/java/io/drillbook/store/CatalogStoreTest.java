package io.drillbook.store;

class CatalogStoreTest extends CatalogStoreContract {
  @Override
  TestDatabase open() {
    return TestDatabase.h2();
  }
}
