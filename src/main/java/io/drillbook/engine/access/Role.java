package io.drillbook.engine.access;

/** The groups of people and the account that each one starts with. */
public enum Role {
  /** Declares, runs, answers. */
  ONCALL("oncall", "oncall", "On call"),
  /** Decides cutover and whatever overwrites production. */
  APPROVERS("approvers", "approver", "Approvers"),
  /** Deputies of the approvers. */
  MANAGERS("managers", "manager", "Managers"),
  /** Reads everything and changes nothing. */
  AUDITORS("auditors", "auditor", "Auditors"),
  /** Administers the engine; the only one who may deploy. */
  ADMIN("camunda-admin", "admin", "Administrators");

  private final String group;
  private final String firstUser;
  private final String title;

  Role(String group, String firstUser, String title) {
    this.group = group;
    this.firstUser = firstUser;
    this.title = title;
  }

  /** The engine's group id. */
  public String group() {
    return group;
  }

  /** The account that the first start makes. */
  String firstUser() {
    return firstUser;
  }

  /** What people read. */
  String title() {
    return title;
  }
}
