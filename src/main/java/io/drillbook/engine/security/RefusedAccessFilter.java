package io.drillbook.engine.security;

import io.drillbook.usecase.audit.NoteRefusedAccess;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Puts every request on the installation's record that somebody who has logged in was refused,
 * whoever refused it: a door, a page, the engine or a guard of a runbook. What is asked in the
 * address after the question mark is left out: it may hold what nobody should read.
 */
final class RefusedAccessFilter extends OncePerRequestFilter {
  private final ObjectProvider<NoteRefusedAccess> notes;

  RefusedAccessFilter(ObjectProvider<NoteRefusedAccess> notes) {
    this.notes = notes;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    chain.doFilter(request, response);
    if (response.getStatus() == HttpStatus.FORBIDDEN.value()
        && SecurityContextHolder.getContext().getAuthentication() instanceof Account account) {
      note(notes, account, request, "");
    }
  }

  /** Notes a request that was refused before it came to this filter, or here. */
  static void note(
      ObjectProvider<NoteRefusedAccess> notes,
      Account account,
      HttpServletRequest request,
      String because) {
    String what = request.getMethod() + " " + request.getRequestURI();
    String why = because + "Groups then: " + String.join(", ", account.groups()) + ".";
    notes.ifAvailable(it -> it.note(account.getPrincipal(), what, why));
  }
}
