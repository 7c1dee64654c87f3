package io.drillbook.store;

class EffectStoreIT extends EffectStoreContract {
  @Override
  TestDatabase open() {
    return TestDatabase.postgres();
  }
}
