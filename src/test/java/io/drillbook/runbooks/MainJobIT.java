package io.drillbook.runbooks;

import org.junit.jupiter.api.Tag;

/** On the embedded database. */
@Tag("long")
class MainJobIT extends MainJob {
  MainJobIT() throws Exception {
    super(ShopBed.Variant.EMBEDDED);
  }
}
