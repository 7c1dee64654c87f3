package io.drillbook.domain.audit;

import io.drillbook.domain.record.RecordEntry;
import io.drillbook.domain.record.Run;
import java.util.Optional;

/**
 * A line of any record, as the auditor's pages list it.
 *
 * @param number counts the lines of all records in the order in which they were written; there may
 *     be gaps
 * @param run that the line is of; empty where it belongs to the installation
 */
public record AuditLine(long number, RecordEntry line, Optional<Run> run) {}
