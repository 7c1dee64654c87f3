package io.drillbook.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** Counts what a process does to the world, and kills the process right after one of it. */
final class SideEffects {
  private final int fatal;
  private int count;

  /**
   * A count.
   *
   * @param fatal after which side effect the process dies; 0 for none
   */
  SideEffects(int fatal) {
    this.fatal = fatal;
  }

  /** Notes that something took effect just now. */
  synchronized void happened() {
    count++;
    if (count == fatal) {
      kill();
    }
  }

  synchronized int count() {
    return count;
  }

  /** The same object, whose calls of these names are counted once they returned. */
  <T> T counting(Class<T> type, T object, Set<String> effects) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              try {
                Object answer = method.invoke(object, arguments);
                if (effects.contains(method.getName())) {
                  happened();
                }
                return answer;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  /** SIGKILL: no shutdown hook, no finally, no flush; what a power cut leaves of a process. */
  private static void kill() {
    try {
      new ProcessBuilder("kill", "-9", String.valueOf(ProcessHandle.current().pid())).start();
      new CountDownLatch(1).await();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
