package io.drillbook.domain.record;

import java.time.Instant;

/**
 * A step that people did without the program and entered later.
 *
 * @param name the step in words, such as it stands on the paper
 * @param ended at or after {@code began}
 * @param by who did it
 * @param note may be empty
 */
public record HandStep(String name, Instant began, Instant ended, String by, String note) {}
