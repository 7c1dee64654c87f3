package io.drillbook.driver.source.git;

import java.io.IOException;

/** What was read is no whole bundle, or not what a bundle of ours looks like. */
final class NotWhole extends IOException {
  private static final long serialVersionUID = 1L;

  NotWhole(String how) {
    super(how);
  }
}
