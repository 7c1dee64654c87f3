package io.drillbook.engine.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/** Throttles the login of Camunda's webapps, which knows no address and locks accounts. */
final class WebappLoginFilter extends OncePerRequestFilter {
  private final RequestMatcher login =
      PathPatternRequestMatcher.withDefaults()
          .matcher(HttpMethod.POST, "/camunda/api/admin/auth/user/{engine}/login/{app}");
  private final LoginThrottle throttle;
  private final PasswordLogin passwords;
  private final Accounts accounts;

  WebappLoginFilter(LoginThrottle throttle, PasswordLogin passwords, Accounts accounts) {
    this.throttle = throttle;
    this.passwords = passwords;
    this.accounts = accounts;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !login.matches(request);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    LoginForm form = LoginForm.read(request);
    LoginThrottle.Try attempt;
    try {
      attempt = throttle.begin(form.field("username"), request.getRemoteAddr());
    } catch (TooManyTries e) {
      Refusals.wait(request, response, e);
      return;
    }
    if (accounts.storedPassword(form.field("username")).isEmpty()) {
      passwords.burn(form.field("password"));
    }
    chain.doFilter(form, response);
    int status = response.getStatus();
    if (status == HttpStatus.OK.value()) {
      attempt.succeeded();
    } else if (status == HttpStatus.UNAUTHORIZED.value()) {
      attempt.failed();
      passwords.noteFailed(form.field("username"), request.getRemoteAddr());
    } else {
      attempt.withdraw();
    }
  }
}
