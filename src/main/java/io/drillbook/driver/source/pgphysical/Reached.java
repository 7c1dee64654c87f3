package io.drillbook.driver.source.pgphysical;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where a replay ended.
 *
 * @param at everything committed before it is there
 * @param notes for the record
 */
record Reached(Optional<Instant> at, List<String> notes) {
  Reached {
    notes = List.copyOf(notes);
  }
}
