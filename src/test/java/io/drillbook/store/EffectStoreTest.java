package io.drillbook.store;

class EffectStoreTest extends EffectStoreContract {
  @Override
  TestDatabase open() {
    return TestDatabase.h2();
  }
}
