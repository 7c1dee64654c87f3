package io.drillbook.spi.people;

import java.util.Set;

/** Who may decide. */
public interface People {
  /** The user ids of a group's members; empty where there is no such group. */
  Set<String> members(String group);
}
