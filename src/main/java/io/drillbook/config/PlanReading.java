package io.drillbook.config;

import io.drillbook.domain.plan.ProtectionPlan;
import java.util.List;
import java.util.Optional;

/**
 * What came of reading one plan file.
 *
 * @param system what the file says it protects, if it says so
 * @param systemPlace where it says so
 * @param plan the plan; empty where anything was wrong
 * @param text the file as it was written; empty where it is no text
 * @param findings everything that is wrong, in the order of the file
 */
record PlanReading(
    Optional<String> system,
    Place systemPlace,
    Optional<ProtectionPlan> plan,
    Optional<String> text,
    List<Finding> findings) {}
