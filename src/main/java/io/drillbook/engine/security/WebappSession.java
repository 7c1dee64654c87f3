package io.drillbook.engine.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.ProcessEngines;
import org.camunda.bpm.webapp.impl.security.auth.Authentication;
import org.camunda.bpm.webapp.impl.security.auth.AuthenticationUtil;
import org.camunda.bpm.webapp.impl.security.auth.Authentications;
import org.camunda.bpm.webapp.impl.security.auth.UserAuthentication;
import org.camunda.bpm.webapp.impl.security.filter.util.CsrfConstants;

/** The session that Camunda's webapps keep after a login: it holds for our own pages as well. */
final class WebappSession {
  /** Where Camunda's {@code AuthenticationUtil} keeps who has logged in. */
  private static final String AUTHENTICATIONS = "authenticatedUser";

  private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS");

  /** Our own pages send their token as a field of the form: they work without a script. */
  private static final String FORM_TOKEN = "drillbook.formToken";

  private static final String FORM_FIELD = "token";
  private static final Pattern FORMS = Pattern.compile("/(approve|runs)/[^/]+(/[a-z-]+)?");
  private static final int TOKEN_BYTES = 24;
  private static final SecureRandom RANDOM = new SecureRandom();

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

  /** The token for the forms of our own pages; made with the first page of a session. */
  static Optional<String> formToken(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    if (session == null) {
      return Optional.empty();
    }
    synchronized (FORM_TOKEN) {
      if (session.getAttribute(FORM_TOKEN) == null) {
        byte[] random = new byte[TOKEN_BYTES];
        RANDOM.nextBytes(random);
        session.setAttribute(
            FORM_TOKEN, Base64.getUrlEncoder().withoutPadding().encodeToString(random));
      }
    }
    return attribute(request, FORM_TOKEN, String.class);
  }

  /** Logs a person in; whatever session the browser had before is over. */
  static void begin(HttpServletRequest request, String user) {
    UserAuthentication authentication =
        AuthenticationUtil.createAuthentication(ProcessEngines.NAME_DEFAULT, user);
    AuthenticationUtil.revalidateSession(request, authentication);
  }

  /**
   * Whether the request may come from another site's page: it would change something, and lacks the
   * token.
   */
  static boolean mayBeForged(HttpServletRequest request) {
    if (SAFE_METHODS.contains(request.getMethod())) {
      return false;
    }
    if (isForm(request)) {
      String field = request.getParameter(FORM_FIELD);
      return field == null
          || attribute(request, FORM_TOKEN, String.class)
              .filter(expected -> equal(expected, field))
              .isEmpty();
    }
    String sent = request.getHeader(CsrfConstants.CSRF_TOKEN_HEADER_NAME);
    return sent == null || token(request).filter(expected -> equal(expected, sent)).isEmpty();
  }

  private static boolean isForm(HttpServletRequest request) {
    String type = request.getContentType();
    return type != null
        && type.startsWith("application/x-www-form-urlencoded")
        && FORMS.matcher(request.getRequestURI()).matches();
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
