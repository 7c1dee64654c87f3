package io.drillbook.spi.store;

/** Makes several writes one: all of them last, or none. */
public interface UnitOfWork {
  /** Does the work in the caller's transaction, or in one of its own where there is none. */
  void run(Runnable work);
}
