package io.drillbook.driver.source.directory;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes the list of a capture in the order of the walk, whoever is done first. Holds a limited
 * number of lines: where the next in order is a large file still being read, the walk waits.
 */
final class ListWriter {
  private static final int MOST_WAITING = 16_384;

  private final OutputStream out;
  private final Deque<Place> waiting = new ArrayDeque<>();
  private boolean stopped;

  ListWriter(OutputStream out) {
    this.out = out;
  }

  /** Where one path's line will stand. */
  final class Place {
    private Line line;
    private boolean done;

    /** Fills it. */
    void put(Line filled) throws IOException {
      finish(this, filled);
    }

    /** Leaves it out: the path is gone. */
    void drop() throws IOException {
      finish(this, null);
    }
  }

  /** The next place; called by the walk only. */
  synchronized Place next() {
    try {
      while (!stopped && waiting.size() >= MOST_WAITING) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stopped = true;
    }
    if (stopped) {
      throw new Fault(
          FaultCode.CANCELLED,
          "unable to go on with the capture: 'another part of it ended'",
          "The part that failed says why.");
    }
    Place place = new Place();
    waiting.add(place);
    return place;
  }

  private synchronized void finish(Place place, Line line) throws IOException {
    place.line = line;
    place.done = true;
    while (!waiting.isEmpty() && waiting.peek().done) {
      Line next = waiting.poll().line;
      if (next != null) {
        out.write((LineText.write(next) + "\n").getBytes(StandardCharsets.ISO_8859_1));
      }
    }
    notifyAll();
  }

  /** Ends all waiting with a fault. */
  synchronized void stop() {
    stopped = true;
    notifyAll();
  }

  synchronized void close() throws IOException {
    if (!waiting.isEmpty()) {
      throw new IllegalStateException(waiting.size() + " paths were never listed");
    }
    out.close();
  }
}
