package io.drillbook.spi.source;

/**
 * What a look at a source or target showed.
 *
 * @param identity names the very data set, whatever address it was reached by; equal identities are
 *     the same data
 * @param version the server's version for people
 * @param bytes size of the data, or -1 where nobody knows
 * @param empty whether it holds nothing that a restore could overwrite
 */
public record SourceProbe(String identity, String version, long bytes, boolean empty) {}
