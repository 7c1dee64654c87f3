package io.drillbook.usecase.catalog;

/** What a look at a recovery point's folder showed; no member was read for it. */
public enum Condition {
  /** Signed by a trusted key, every member there in its full size. */
  GOOD,
  /** Looks whole, but no key was given to check its signature by. */
  UNCHECKED,
  /** Of a system that nobody here protects, or signed by a key that is not trusted for it. */
  FOREIGN,
  /** A manifest without a valid signature, or members that are missing or of another size. */
  BROKEN,
  /** Never sealed: what a backup left that is still running or did not end well. */
  UNSEALED
}
