package io.drillbook.driver.source.directory;

import io.drillbook.spi.file.Stat;
import java.io.IOException;

/** Goes through an earlier list beside the walk; both have the same order, so neither is held. */
final class Comparison {
  private final ListReader list;
  private final String point;
  private final Gone gone;

  /** Against the list of a recovery point. */
  Comparison(ListReader list, String point, Gone gone) {
    this.list = list;
    this.point = point;
    this.gone = gone;
  }

  /** What the list says of what is there now; null where it does not know it. */
  Line before(String name, Stat stat) throws IOException {
    for (Line at = list.peek(); at != null; at = list.peek()) {
      int order = ListReader.compare(at.name(), name);
      if (order > 0) {
        return null;
      }
      list.next();
      if (order == 0) {
        if (at.givesWayTo(stat)) {
          gone.add(name);
          return null;
        }
        return at.seenFrom(point);
      }
      gone.add(at.name());
    }
    return null;
  }

  /** The walk is over: what is left of the list is gone. */
  void end() throws IOException {
    for (Line at = list.next(); at != null; at = list.next()) {
      gone.add(at.name());
    }
  }
}
