package io.drillbook.store;

class CatalogStoreIT extends CatalogStoreContract {
  @Override
  TestDatabase open() {
    return TestDatabase.postgres();
  }
}
