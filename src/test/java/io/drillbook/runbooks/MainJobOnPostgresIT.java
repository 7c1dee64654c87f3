package io.drillbook.runbooks;

/** With PostgreSQL as the engine's database. */
class MainJobOnPostgresIT extends MainJob {
  MainJobOnPostgresIT() throws Exception {
    super(ShopBed.Variant.ON_POSTGRES);
  }
}
