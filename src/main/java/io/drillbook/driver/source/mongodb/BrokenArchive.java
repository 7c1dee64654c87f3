package io.drillbook.driver.source.mongodb;

import java.io.IOException;

/** What was read is no whole mongodump archive, whatever the reason. */
final class BrokenArchive extends IOException {
  BrokenArchive(String what) {
    super(what);
  }
}
