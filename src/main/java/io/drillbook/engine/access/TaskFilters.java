package io.drillbook.engine.access;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.task.TaskQuery;

/**
 * The lists of tasks that people find in Tasklist, which shows nothing without one. Group and
 * person are written out in each: an expression in a stored query would be code, and is off. So
 * each person has a list of the own, from the start or from joining a group on.
 */
final class TaskFilters {
  private static final String ALL = "All open tasks";
  private static final List<Role> WORKING = List.of(Role.ONCALL, Role.APPROVERS, Role.MANAGERS);
  private static final int MOST_PEOPLE = 500;

  private final FilterService filters;
  private final TaskService tasks;
  private final IdentityService identity;
  private final Grants grants;

  TaskFilters(FilterService filters, TaskService tasks, IdentityService identity, Grants grants) {
    this.filters = filters;
    this.tasks = tasks;
    this.identity = identity;
    this.grants = grants;
  }

  /** Adds the lists that are missing. */
  void ensure() {
    for (Role role : WORKING) {
      identity
          .createUserQuery()
          .memberOfGroup(role.group())
          .listPage(0, MOST_PEOPLE)
          .forEach(person -> ensureMine(person.getId()));
      read(role, ensure("My group's tasks (" + role.group() + ")", newest(own(role)), -10));
      // Late ones stand first; "before now" would be an expression.
      TaskQuery due = own(role).dueAfter(Date.from(Instant.EPOCH)).orderByDueDate().asc();
      read(role, ensure("Late and next due (" + role.group() + ")", due, -5));
    }
    Filter all = ensure(ALL, newest(tasks.createTaskQuery()), 10);
    WORKING.forEach(role -> read(role, all));
  }

  /** Whether the members of a group work on tasks. */
  static boolean works(String group) {
    return WORKING.stream().map(Role::group).anyMatch(group::equals);
  }

  /** Adds a person's own list, unless it is there. */
  void ensureMine(String person) {
    TaskQuery mine = newest(tasks.createTaskQuery().taskAssignee(person));
    Filter filter = ensure("Mine (" + person + ")", mine, -20);
    grants.grantTo(person, Resources.FILTER, filter.getId(), Permissions.READ);
  }

  private TaskQuery own(Role role) {
    return tasks.createTaskQuery().taskCandidateGroup(role.group()).includeAssignedTasks();
  }

  private static TaskQuery newest(TaskQuery query) {
    return query.orderByTaskCreateTime().desc();
  }

  private void read(Role role, Filter filter) {
    grants.grant(role, Resources.FILTER, filter.getId(), Permissions.READ);
  }

  private Filter ensure(String name, TaskQuery query, int priority) {
    // Nothing keeps two memberships at the same time from making it twice: no start fails by that.
    List<Filter> present = filters.createTaskFilterQuery().filterName(name).listPage(0, 1);
    if (!present.isEmpty()) {
      return present.get(0);
    }
    Filter filter = filters.newTaskFilter(name);
    filter.setQuery(query);
    filter.setProperties(Map.of("priority", priority, "refresh", true, "color", "#555555"));
    return filters.saveFilter(filter);
  }
}
