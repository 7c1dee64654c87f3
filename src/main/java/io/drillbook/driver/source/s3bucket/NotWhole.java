package io.drillbook.driver.source.s3bucket;

import java.io.IOException;

/** A member is not what was once written. */
final class NotWhole extends IOException {
  private static final long serialVersionUID = 1L;

  NotWhole(String how) {
    super(how);
  }
}
