package io.drillbook.spi.log;

/**
 * From where on a capture needs the log.
 *
 * @param series the log's identity
 * @param piece name of the first piece that a replay onto the capture reads
 */
public record LogNeed(String series, String piece) {}
