package io.drillbook.usecase.audit;

import io.drillbook.domain.audit.Place;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;

/**
 * One page of a list that is ordered by number, newest first.
 *
 * @param older the number beside which the next page begins, with older lines; empty on the last
 * @param newer the number beside which the page before begins; empty where nothing can be newer
 */
public record Page<T>(List<T> items, OptionalLong older, OptionalLong newer) {
  public Page {
    items = List.copyOf(items);
  }

  /** Cuts what was found, one line more than was asked for, to a page. */
  static <T> Page<T> of(List<T> found, Place place, ToLongFunction<T> number) {
    boolean more = found.size() > place.size();
    // Of newer lines those beside the place are wanted, so the surplus one is the newest.
    List<T> items =
        !more
            ? found
            : place.older() ? found.subList(0, place.size()) : found.subList(1, found.size());
    boolean first = place.older() && place.number() == Long.MAX_VALUE;
    if (items.isEmpty()) {
      return new Page<>(items, OptionalLong.empty(), OptionalLong.empty());
    }
    boolean hasOlder = place.older() ? more : true;
    boolean hasNewer = place.older() ? !first : more;
    return new Page<>(
        items,
        hasOlder
            ? OptionalLong.of(number.applyAsLong(items.get(items.size() - 1)))
            : OptionalLong.empty(),
        hasNewer ? OptionalLong.of(number.applyAsLong(items.get(0))) : OptionalLong.empty());
  }
}
