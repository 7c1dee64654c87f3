package io.drillbook.spi.log;

import java.time.Instant;

/**
 * A mark that was written into a log.
 *
 * @param at by the clock of the server that wrote it
 * @param series the log's identity
 * @param piece the piece that holds the mark
 */
public record LogMark(Instant at, String series, String piece) {}
