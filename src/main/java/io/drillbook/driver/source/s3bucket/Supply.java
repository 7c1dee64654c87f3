package io.drillbook.driver.source.s3bucket;

/** Where a restore gets the captured objects from: the bucket's versions, or the archive. */
interface Supply {
  /** Brings the bytes of one line to a key of the target. */
  interface Source {
    /** Whether they could be had. */
    boolean bring(Line line, String key);
  }

  /** Takes one object that a reader saw at the time of the capture. */
  interface Taker {
    void take(Line line, Source source);
  }

  /**
   * Hands on every object that is wanted; side by side where that is quicker.
   *
   * @return what these objects are
   * @throws io.drillbook.domain.fault.Fault CONTENT_MISMATCH where a member is not whole
   */
  Sums each(Taker taker);

  /** What every captured key begins with. */
  String prefix();
}
