package io.drillbook.testbed;

/** What a double of a service refuses, in the service's own word. */
final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final int status;

  Refused(int status, String word) {
    super(word);
    this.status = status;
  }

  /** The status of the answer. */
  int status() {
    return status;
  }
}
