package io.drillbook.testbed;

/** One direction of a connection at work on its own: ends with its socket. */
final class SocketThread {
  private SocketThread() {}

  /** What it does until its socket is closed. */
  @FunctionalInterface
  interface Work {
    void run() throws Exception;
  }

  /** Begins; what a closed socket says then is no news. */
  static void start(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (Exception e) {
                Thread.currentThread().interrupt();
              }
            });
    thread.setDaemon(true);
    thread.start();
  }
}
