package io.drillbook.driver.vault.s3;

import io.drillbook.testbed.S3Server;
import io.drillbook.testbed.TestBed;

/** What Adobe's double cannot stand for is left to the real server. */
abstract class S3MockContract extends S3VaultContract {
  @Override
  S3Server server() {
    return TestBed.s3Mock();
  }

  /** Aborting an upload removes the object of that name, committed long ago. */
  @Override
  protected boolean discardsUploadsOnly() {
    return false;
  }

  /**
   * It looks and then writes: of 300 races of eight plain conditional requests, 131 had more than
   * one winner (version 5.2.0), 84 in a bucket with versions.
   */
  @Override
  protected boolean decidesBetweenWriters() {
    return false;
  }
}
