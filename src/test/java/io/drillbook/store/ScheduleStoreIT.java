package io.drillbook.store;

class ScheduleStoreIT extends ScheduleStoreContract {
  @Override
  TestDatabase open() {
    return TestDatabase.postgres();
  }
}
