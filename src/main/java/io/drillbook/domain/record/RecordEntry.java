package io.drillbook.domain.record;

/**
 * A line of the record.
 *
 * @param number 1, 2, 3 … within the run, without a gap
 * @param previousHash hash of the line before, 64 zeros for the first
 * @param hash SHA-256 over run, number, every field of the entry and the previous hash, hexadecimal
 */
public record RecordEntry(
    String runId, long number, EntryDraft entry, String previousHash, String hash) {}
