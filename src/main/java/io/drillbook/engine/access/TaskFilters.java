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
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.task.TaskQuery;

/**
 * The lists of tasks that people find in Tasklist, which shows nothing without one. Group and
 * person are written out in each: an expression in a stored query would be code, and is off. So a
 * person has a list of the own from the start on that follows the account.
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
          .forEach(this::ensureMine);
      read(role, ensure("My group's tasks (" + role.group() + ")", newest(own(role)), -10));
      // Late ones stand first; "before now" would be an expression.
      TaskQuery due = own(role).dueAfter(Date.from(Instant.EPOCH)).orderByDueDate().asc();
      read(role, ensure("Late and next due (" + role.group() + ")", due, -5));
    }
    Filter all = ensure(ALL, newest(tasks.createTaskQuery()), 10);
    WORKING.forEach(role -> read(role, all));
  }

  private void ensureMine(User person) {
    TaskQuery mine = newest(tasks.createTaskQuery().taskAssignee(person.getId()));
    Filter filter = ensure("Mine (" + person.getId() + ")", mine, -20);
    grants.grantTo(person.getId(), Resources.FILTER, filter.getId(), Permissions.READ);
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
    Filter present = filters.createTaskFilterQuery().filterName(name).singleResult();
    if (present != null) {
      return present;
    }
    Filter filter = filters.newTaskFilter(name);
    filter.setQuery(query);
    filter.setProperties(Map.of("priority", priority, "refresh", true, "color", "#555555"));
    return filters.saveFilter(filter);
  }
}
