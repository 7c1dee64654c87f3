package io.drillbook.domain.log;

import java.time.Instant;

/**
 * One closed piece of a source's log of changes, as it lies in a vault.
 *
 * @param series what the pieces belong to: the database cluster's own identity, which a new cluster
 *     under the same address does not share
 * @param name the server's own name of the piece, such as {@code 000000010000000000000007} or
 *     {@code 00000002.history}; within a series and a timeline names sort as they were written
 * @param closedAt when it was found closed, by Drillbook's clock: all that is in it was written
 *     before. What was committed shortly before may be in the next one already; only a mark in the
 *     log tells up to when nothing is missing
 * @param storedBytes size as stored: compressed and encrypted
 * @param storedSha256 checksum of the stored bytes, hexadecimal
 * @param contentBytes size as the server wrote it
 * @param contentSha256 checksum of what the server wrote, hexadecimal
 */
public record LogSegment(
    String series,
    String name,
    Instant closedAt,
    long storedBytes,
    String storedSha256,
    long contentBytes,
    String contentSha256) {}
