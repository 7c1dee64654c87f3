package io.drillbook.spi.log;

import java.util.OptionalLong;

/**
 * What a server keeps back for a receiver of its log.
 *
 * @param series the log's identity
 * @param present whether the server knows the receiver and keeps anything back for it at all
 * @param receiving whether the receiver is connected
 * @param keptBytes what the server could not remove yet because it was not received
 * @param limitBytes from where on the server gives the receiver up rather than fill its disk; empty
 *     where it never does
 * @param lost whether it was given up already: pieces are gone
 * @param writtenTo how far the log is written, in the server's words
 */
public record LogHealth(
    String series,
    boolean present,
    boolean receiving,
    long keptBytes,
    OptionalLong limitBytes,
    boolean lost,
    String writtenTo) {}
