package io.drillbook.driver.source.s3bucket;

/**
 * How large a request may be.
 *
 * @param single bytes of an object that is written by one request; a store takes 5 GiB at most
 * @param part bytes of each part of a larger one; there may be 10,000 of them
 */
record Limits(long single, long part) {
  static final Limits USUAL = new Limits(4L << 30, 512L << 20);
}
