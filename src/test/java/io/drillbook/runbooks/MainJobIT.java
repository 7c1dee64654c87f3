package io.drillbook.runbooks;

/** On the embedded database. */
class MainJobIT extends MainJob {
  MainJobIT() throws Exception {
    super(ShopBed.Variant.EMBEDDED);
  }
}
