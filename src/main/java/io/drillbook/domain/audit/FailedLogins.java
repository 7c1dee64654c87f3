package io.drillbook.domain.audit;

import java.time.Instant;
import java.util.Optional;

/**
 * Logins that failed.
 *
 * @param account that exists; empty where there is none of the name that was typed
 * @param address that they came from
 * @param count how many
 * @param since when the first of them was
 */
public record FailedLogins(Optional<String> account, String address, long count, Instant since) {}
