package io.drillbook.domain.audit;

/**
 * What one server last had in force for a system.
 *
 * @param version the number of the newest version that was kept then, by whichever server
 * @param digest SHA-256 of the file; empty where this server had no plan for the system
 */
public record SeenPlan(String system, int version, String digest) {}
