package io.drillbook.driver.source.mysql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Names what two sets of counts differ in. */
final class Differences {
  private static final int NAMED = 20;

  private Differences() {}

  static List<String> between(Map<String, Long> expected, Map<String, Long> found) {
    TreeSet<String> names = new TreeSet<>(expected.keySet());
    names.addAll(found.keySet());
    List<String> wrong = new ArrayList<>();
    for (String name : names) {
      Long want = expected.get(name);
      Long have = found.get(name);
      if (want == null) {
        wrong.add(name + " is there but was not captured");
      } else if (have == null) {
        wrong.add(name + " is missing");
      } else if (!want.equals(have)) {
        wrong.add("%s has %d instead of %d".formatted(name, have, want));
      }
    }
    int more = wrong.size() - NAMED;
    if (more > 0) {
      wrong.subList(NAMED, wrong.size()).clear();
      wrong.add("and " + more + " more");
    }
    return wrong;
  }
}
