package io.drillbook.pipeline.evidence;

/**
 * Something that is wrong with a pack.
 *
 * @param record number of the first record that is wrong; 0 where it is not about the record
 * @param what one line "unable to …: 'subject'"
 * @param hint what to check
 */
public record PackFinding(long record, String what, String hint) {}
