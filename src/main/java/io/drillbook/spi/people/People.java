package io.drillbook.spi.people;

import java.util.List;
import java.util.Set;

/** The people who have an account, and their groups; always as they are now. */
public interface People {
  /** The groups of a person; none where there is no such account. */
  Set<String> groupsOf(String person);

  /** The names of a group's members. */
  List<String> membersOf(String group);

  /** The mail addresses of a group's members, of those who have one. */
  List<String> mailsOf(String group);
}
