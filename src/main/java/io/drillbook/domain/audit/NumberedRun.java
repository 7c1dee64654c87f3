package io.drillbook.domain.audit;

import io.drillbook.domain.record.Run;

/** A run with the number that counts all runs in the order in which they were started. */
public record NumberedRun(long number, Run run) {}
