package io.drillbook.domain.record;

import java.time.Instant;
import java.util.Optional;

/**
 * A line of a record with its place among the lines of all records.
 *
 * @param position grows with each line that is written; there are gaps
 * @param system the run's; empty where the run is not known
 * @param kind the run's, such as {@code drill}; empty where the run is not known
 * @param writtenAt when it was written, by the database's clock; empty for lines of versions that
 *     did not note it
 * @param young whether it was written less than two minutes ago, by the same clock: a line before
 *     it may be about to be committed
 */
public record PlacedEntry(
    long position,
    String system,
    String kind,
    RecordEntry line,
    Optional<Instant> writtenAt,
    boolean young) {}
