package io.drillbook.store;

class ScheduleWatchStoreIT extends ScheduleWatchStoreContract {
  @Override
  TestDatabase open() {
    return TestDatabase.postgres();
  }
}
