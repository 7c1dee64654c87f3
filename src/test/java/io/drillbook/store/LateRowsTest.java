package io.drillbook.store;

class LateRowsTest extends LateRowsContract {
  @Override
  TestDatabase open() {
    return TestDatabase.h2();
  }
}
