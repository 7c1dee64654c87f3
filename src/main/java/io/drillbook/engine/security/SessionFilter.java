package io.drillbook.engine.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.filter.OncePerRequestFilter;

/** Finds out who is asking by the session of Camunda's webapps, which guard it themselves. */
final class SessionFilter extends OncePerRequestFilter {
  private final Accounts accounts;

  SessionFilter(Accounts accounts) {
    this.accounts = accounts;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    WebappSession.user(request)
        .flatMap(accounts::find)
        .ifPresent(account -> SecurityContextHolder.setContext(new SecurityContextImpl(account)));
    chain.doFilter(request, response);
  }
}
