package io.drillbook.engine.access;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.task.TaskQuery;

/**
 * The lists of tasks that people find in Tasklist, which shows nothing without one. The group is
 * written out in each: an expression in a stored query would be code.
 */
final class TaskFilters {
  private static final String ALL = "All open tasks";

  private final FilterService filters;
  private final TaskService tasks;
  private final Grants grants;

  TaskFilters(FilterService filters, TaskService tasks, Grants grants) {
    this.filters = filters;
    this.tasks = tasks;
    this.grants = grants;
  }

  /** Adds the lists that are missing. */
  void ensure() {
    for (Role role : List.of(Role.ONCALL, Role.APPROVERS, Role.MANAGERS)) {
      TaskQuery own =
          tasks.createTaskQuery().taskCandidateGroup(role.group()).includeAssignedTasks();
      grantRead(role, ensure("My group's tasks (" + role.group() + ")", own, -10));
    }
    Filter all = ensure(ALL, tasks.createTaskQuery(), 10);
    for (Role role : List.of(Role.ONCALL, Role.APPROVERS, Role.MANAGERS)) {
      grantRead(role, all);
    }
  }

  private void grantRead(Role role, Filter filter) {
    grants.grant(role, Resources.FILTER, filter.getId(), Permissions.READ);
  }

  private Filter ensure(String name, TaskQuery query, int priority) {
    Filter present = filters.createTaskFilterQuery().filterName(name).singleResult();
    if (present != null) {
      return present;
    }
    Filter filter = filters.newTaskFilter(name);
    filter.setQuery(query.orderByTaskCreateTime().desc());
    filter.setProperties(Map.of("priority", priority, "refresh", true, "color", "#555555"));
    return filters.saveFilter(filter);
  }
}
