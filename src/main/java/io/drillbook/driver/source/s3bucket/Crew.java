package io.drillbook.driver.source.s3bucket;

import io.drillbook.spi.step.Cancellation;
import io.drillbook.spi.step.SideBySide;
import io.drillbook.spi.step.StepContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Several hands that take lines of an inventory: each object costs a round trip or two. */
final class Crew {
  private static final int HANDS = 8;
  private static final int WAITING = 64;
  private static final long GLANCE_MILLIS = 200;

  private final StepContext context;
  private final BlockingQueue<Optional<Line>> queue = new ArrayBlockingQueue<>(WAITING);

  Crew(StepContext context) {
    this.context = context;
  }

  /** Gives the next line. */
  interface Lines {
    Optional<Line> next() throws IOException;
  }

  /**
   * Returns when every line is done.
   *
   * @throws IOException where the lines could not be read to their end
   */
  void work(Lines lines, Consumer<Line> action) throws IOException {
    List<SideBySide.Part> parts = new ArrayList<>();
    IOException[] trouble = new IOException[1];
    parts.add(inner -> hand(lines, trouble, inner.cancellation()));
    for (int i = 0; i < HANDS; i++) {
      parts.add(inner -> take(action, inner.cancellation()));
    }
    SideBySide.run(context, parts);
    if (trouble[0] != null) {
      throw trouble[0];
    }
  }

  private void hand(Lines lines, IOException[] trouble, Cancellation cancellation) {
    try {
      for (Optional<Line> line = lines.next(); line.isPresent(); line = lines.next()) {
        put(line, cancellation);
      }
    } catch (IOException e) {
      trouble[0] = e;
    }
    for (int i = 0; i < HANDS; i++) {
      put(Optional.empty(), cancellation);
    }
  }

  private void put(Optional<Line> line, Cancellation cancellation) {
    try {
      while (!queue.offer(line, GLANCE_MILLIS, TimeUnit.MILLISECONDS)) {
        cancellation.check();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      cancellation.cancel("interrupted");
    }
    cancellation.check();
  }

  private void take(Consumer<Line> action, Cancellation cancellation) {
    for (Optional<Line> line = next(cancellation); line.isPresent(); line = next(cancellation)) {
      action.accept(line.get());
    }
  }

  private Optional<Line> next(Cancellation cancellation) {
    try {
      while (true) {
        cancellation.check();
        Optional<Line> line = queue.poll(GLANCE_MILLIS, TimeUnit.MILLISECONDS);
        if (line != null) {
          return line;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      cancellation.cancel("interrupted");
      cancellation.check();
      return Optional.empty();
    }
  }
}
