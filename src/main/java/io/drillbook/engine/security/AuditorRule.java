package io.drillbook.engine.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/**
 * Everybody who has logged in may ask; who is an auditor and nothing else may only read. The
 * engine's grants do not suffice: it checks none for comments and attachments.
 */
final class AuditorRule {
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

  private static final Set<String> DESK = Set.of("auditors", "camunda-admin");

  /** Whoever has logged in may end that, and change the own password. */
  private static final Pattern OWN_ACCOUNT =
      Pattern.compile(
          "/api/v1/(login|logout|password)|/camunda/api/admin/auth/user/[a-z]+/(login/[a-z]+|logout)");

  /** Searches of Cockpit and Tasklist that are sent by POST because they are long. */
  private static final Pattern SEARCH =
      Pattern.compile(
          "/camunda/api/(cockpit/plugin/[a-z-]+/default/.*"
              + "|engine/engine/default/(history/)?(process-instance|process-definition|execution"
              + "|task|job|job-definition|incident|variable-instance|activity-instance|detail"
              + "|decision-instance|external-task|external-task-log|job-log|batch)(/count)?"
              + "|engine/engine/default/filter/[0-9a-zA-Z-]+/(list|count|singleResult))");

  private AuditorRule() {}

  static AuthorizationDecision decide(
      Supplier<Authentication> authentication, RequestAuthorizationContext context) {
    if (!(authentication.get() instanceof Account account)) {
      return new AuthorizationDecision(false);
    }
    return new AuthorizationDecision(
        !onlyAudits(account.groups()) || isReading(context.getRequest()));
  }

  /** The auditor's desk is for auditors and administrators, who see all systems' records there. */
  static AuthorizationDecision decideDesk(
      Supplier<Authentication> authentication, RequestAuthorizationContext context) {
    boolean mayAudit =
        authentication.get() instanceof Account account
            && account.groups().stream().anyMatch(DESK::contains);
    return new AuthorizationDecision(mayAudit && decide(authentication, context).isGranted());
  }

  private static boolean onlyAudits(List<String> groups) {
    return groups.isEmpty() || groups.stream().allMatch("auditors"::equals);
  }

  private static boolean isReading(HttpServletRequest request) {
    String path = request.getRequestURI();
    return READING.contains(request.getMethod())
        || OWN_ACCOUNT.matcher(path).matches()
        || ("POST".equals(request.getMethod()) && SEARCH.matcher(path).matches());
  }
}
