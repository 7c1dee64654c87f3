package io.drillbook.domain.point;

/**
 * One stored object of a recovery point.
 *
 * @param source the source it belongs to
 * @param file its name in the point's folder, {@code <source>.<native>.zst.pgp}
 * @param format the tool's own format, such as {@code pgdump} or {@code sql}
 * @param storedBytes size as stored: compressed and encrypted
 * @param storedSha256 checksum of the stored bytes, hexadecimal
 * @param contentBytes size of what the tool wrote
 * @param contentSha256 checksum of what the tool wrote, hexadecimal
 */
public record Member(
    String source,
    String file,
    String format,
    long storedBytes,
    String storedSha256,
    long contentBytes,
    String contentSha256) {}
