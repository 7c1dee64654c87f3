package io.drillbook.store;

class ScheduleWatchStoreTest extends ScheduleWatchStoreContract {
  @Override
  TestDatabase open() {
    return TestDatabase.h2();
  }
}
