package io.drillbook.web;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Shows the way to the auditor's desk to those who may sit there. */
@ControllerAdvice(
    assignableTypes = {
      BoardController.class,
      SystemController.class,
      PageController.class,
      AuditController.class
    })
class DeskLink {
  @ModelAttribute("mayAudit")
  boolean mayAudit(HttpServletRequest request) {
    return request.isUserInRole("auditors") || request.isUserInRole("camunda-admin");
  }
}
