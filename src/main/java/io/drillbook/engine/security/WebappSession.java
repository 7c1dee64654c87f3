package io.drillbook.engine.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.engine.ProcessEngines;
import org.camunda.bpm.webapp.impl.security.auth.Authentication;
import org.camunda.bpm.webapp.impl.security.auth.Authentications;
import org.camunda.bpm.webapp.impl.security.filter.util.CsrfConstants;

/** The session that Camunda's webapps keep after a login: it holds for our own pages as well. */
final class WebappSession {
  /** Where Camunda's {@code AuthenticationUtil} keeps who has logged in. */
  private static final String AUTHENTICATIONS = "authenticatedUser";

  private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS");

  private WebappSession() {}

  /** Who has logged in; looking it up makes no session. */
  static Optional<String> user(HttpServletRequest request) {
    return attribute(request, AUTHENTICATIONS, Authentications.class)
        .map(all -> all.getAuthenticationForProcessEngine(ProcessEngines.NAME_DEFAULT))
        .map(Authentication::getIdentityId);
  }

  /** The token that a page has to send back with whatever changes something. */
  static Optional<String> token(HttpServletRequest request) {
    return attribute(request, CsrfConstants.CSRF_TOKEN_SESSION_ATTR_NAME, String.class);
  }

  /**
   * Whether the request may come from another site's page: it would change something, and lacks the
   * token.
   */
  static boolean mayBeForged(HttpServletRequest request) {
    if (SAFE_METHODS.contains(request.getMethod())) {
      return false;
    }
    String sent = request.getHeader(CsrfConstants.CSRF_TOKEN_HEADER_NAME);
    return sent == null || token(request).filter(expected -> equal(expected, sent)).isEmpty();
  }

  private static boolean equal(String expected, String sent) {
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8), sent.getBytes(StandardCharsets.UTF_8));
  }

  private static <T> Optional<T> attribute(HttpServletRequest request, String name, Class<T> type) {
    HttpSession session = request.getSession(false);
    return Optional.ofNullable(session)
        .map(found -> found.getAttribute(name))
        .filter(type::isInstance)
        .map(type::cast);
  }
}
