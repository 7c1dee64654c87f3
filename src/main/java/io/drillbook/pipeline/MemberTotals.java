package io.drillbook.pipeline;

/**
 * What went through a member's pipeline; checksums are SHA-256, hexadecimal.
 *
 * @param storedBytes size after compression and encryption
 * @param contentBytes size of what the tool wrote
 */
public record MemberTotals(
    long storedBytes, String storedSha256, long contentBytes, String contentSha256) {}
