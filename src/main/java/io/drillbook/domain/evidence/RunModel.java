package io.drillbook.domain.evidence;

/**
 * A deployed model, as it was when a run was started.
 *
 * @param id the process's id
 * @param version the engine's count of its versions
 * @param bpmn the file
 */
public record RunModel(String id, int version, byte[] bpmn) {}
