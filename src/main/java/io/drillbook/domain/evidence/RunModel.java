package io.drillbook.domain.evidence;

/** A deployed model, as it was when a run was started. */
public final class RunModel {
  private final String id;
  private final int version;
  private final byte[] bpmn;

  /**
   * A model.
   *
   * @param id the process's id
   * @param version the engine's count of its versions
   * @param bpmn the file
   */
  public RunModel(String id, int version, byte[] bpmn) {
    this.id = id;
    this.version = version;
    this.bpmn = bpmn.clone();
  }

  /** The process's id. */
  public String id() {
    return id;
  }

  /** The engine's count of its versions. */
  public int version() {
    return version;
  }

  /** The file. */
  public byte[] bpmn() {
    return bpmn.clone();
  }
}
