package io.drillbook.store;

class LateRowsIT extends LateRowsContract {
  @Override
  TestDatabase open() {
    return TestDatabase.postgres();
  }
}
