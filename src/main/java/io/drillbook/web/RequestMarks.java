package io.drillbook.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.MDC;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Marks what is logged while a request is answered by who asked, and for which run or system. */
@Component
final class RequestMarks extends OncePerRequestFilter {
  private static final Pattern SUBJECT = Pattern.compile("/(run|system)s/([A-Za-z0-9._-]{1,200})");

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Matcher subject = SUBJECT.matcher(request.getRequestURI());
    String key = subject.find() ? subject.group(1) : "";
    try {
      MDC.put("user", String.valueOf(request.getRemoteUser()));
      if (!key.isEmpty()) {
        MDC.put(key, subject.group(2));
      }
      chain.doFilter(request, response);
    } finally {
      MDC.remove("user");
      MDC.remove("run");
      MDC.remove("system");
    }
  }
}
