package io.drillbook.driver.source.pgphysical;

/** What was read is not what the server once wrote; whoever reads knows which fault that is. */
final class NotWhole extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotWhole(String why) {
    super(why);
  }

  NotWhole(String why, Throwable cause) {
    super(why, cause);
  }
}
