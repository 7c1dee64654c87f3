package io.drillbook.spi.check;

/**
 * Outcome of one check.
 *
 * @param passed whether it held
 * @param check the check in words, such as the query
 * @param detail what was expected and what was seen
 */
public record CheckResult(boolean passed, String check, String detail) {}
