package io.drillbook.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.ShallowEtagHeaderFilter;

/**
 * Marks each answer of the API by its content, and says 304 to whoever has it already. What is sent
 * as a stream or a file is left alone: it would have to be held whole.
 */
@Component
final class Etags extends ShallowEtagHeaderFilter {
  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    String path = request.getRequestURI();
    return !path.startsWith("/api/")
        || !"GET".equals(request.getMethod())
        || path.endsWith(".ndjson")
        || path.endsWith("/evidence");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    // The client's own copy only, and never without asking: figures age.
    response.setHeader(HttpHeaders.CACHE_CONTROL, "private, no-cache");
    super.doFilterInternal(request, response, chain);
  }
}
