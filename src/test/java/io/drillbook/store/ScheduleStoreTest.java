package io.drillbook.store;

class ScheduleStoreTest extends ScheduleStoreContract {
  @Override
  TestDatabase open() {
    return TestDatabase.h2();
  }
}
