package io.drillbook.engine.security;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.HEAD;
import static org.springframework.http.HttpMethod.POST;

import io.drillbook.engine.guard.RefusedTries;
import io.drillbook.usecase.audit.NoteRefusedAccess;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.ExceptionTranslationFilter;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Which way in is open to whom. Nothing is, but what stands here: the login page with its files and
 * its call, and the health probe.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
class Doors {
  private static final PathPatternRequestMatcher.Builder PATHS =
      PathPatternRequestMatcher.withDefaults();
  private static final String OWN_PAGES =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'";

  private static final String[] DESK = {"/audit", "/audit/**", "/api/v1/audit", "/api/v1/audit/**"};

  /** Camunda's webapps, behind their own session; Camunda's filters follow after this one. */
  @Bean
  @Order(1)
  SecurityFilterChain webapps(
      HttpSecurity http, Accounts accounts, PasswordLogin passwords, LoginThrottle throttle)
      throws Exception {
    common(http)
        .securityMatcher(any(null, "/camunda", "/camunda/**"))
        .headers(headers -> headers.frameOptions(frame -> frame.disable()))
        .addFilterBefore(
            new WebappLoginFilter(throttle, passwords, accounts), ExceptionTranslationFilter.class)
        .addFilterBefore(new SessionFilter(accounts), ExceptionTranslationFilter.class)
        .addFilterBefore(new RefusedAccessFilter(notes), ExceptionTranslationFilter.class)
        .authorizeHttpRequests(
            requests ->
                requests
                    .dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.FORWARD)
                    .permitAll()
                    .requestMatchers(any(null, "/camunda/api/admin/setup/**"))
                    .denyAll()
                    .requestMatchers(loginPage())
                    .permitAll()
                    .requestMatchers(loginCalls())
                    .permitAll()
                    .anyRequest()
                    .access(AuditorRule::decide));
    return http.build();
  }

  /** Everything else. */
  @Bean
  @Order(2)
  SecurityFilterChain everythingElse(
      HttpSecurity http,
      PasswordLogin passwords,
      TokenLogin tokens,
      Accounts accounts,
      IdentityService identity)
      throws Exception {
    common(http)
        .headers(
            headers ->
                headers
                    .frameOptions(HeadersConfigurer.FrameOptionsConfig::sameOrigin)
                    .contentSecurityPolicy(policy -> policy.policyDirectives(OWN_PAGES)))
        .addFilterBefore(
            new CredentialsFilter(passwords, tokens, accounts, notes),
            ExceptionTranslationFilter.class)
        .addFilterBefore(new RefusedAccessFilter(notes), ExceptionTranslationFilter.class)
        .addFilterAfter(new EngineIdentityFilter(identity), AuthorizationFilter.class)
        .authorizeHttpRequests(
            requests ->
                requests
                    // What goes on asynchronously was let in when it began.
                    .dispatcherTypeMatchers(
                        DispatcherType.ERROR, DispatcherType.FORWARD, DispatcherType.ASYNC)
                    .permitAll()
                    .requestMatchers(any(GET, "/actuator/health"))
                    .permitAll()
                    .requestMatchers(startOfPrograms())
                    .permitAll()
                    .requestMatchers(any(GET, LoginPage.PATH, "/pages/drillbook.css"))
                    .permitAll()
                    .requestMatchers(any(POST, LoginPage.PATH))
                    .permitAll()
                    .requestMatchers(any(null, DESK))
                    .access(AuditorRule::decideDesk)
                    .anyRequest()
                    .access(AuditorRule::decide));
    return http.build();
  }

  private final ObjectProvider<RefusedTries> tries;
  private final ObjectProvider<NoteRefusedAccess> notes;

  Doors(ObjectProvider<RefusedTries> tries, ObjectProvider<NoteRefusedAccess> notes) {
    this.tries = tries;
    this.notes = notes;
  }

  /** The engine's and our own filters do what Spring's sessions and tokens would do otherwise. */
  private HttpSecurity common(HttpSecurity http) throws Exception {
    return http.csrf(AbstractHttpConfigurer::disable)
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .requestCache(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .formLogin(AbstractHttpConfigurer::disable)
        .httpBasic(AbstractHttpConfigurer::disable)
        .headers(
            headers ->
                headers
                    .httpStrictTransportSecurity(hsts -> hsts.includeSubDomains(false))
                    .referrerPolicy(Customizer.withDefaults()))
        .exceptionHandling(
            refused ->
                refused
                    .authenticationEntryPoint(
                        (request, response, e) -> Refusals.unauthorized(request, response))
                    .accessDeniedHandler(
                        (request, response, e) -> {
                          note(request);
                          Refusals.forbidden(request, response);
                        }));
  }

  /** Who was refused at the door and reached for a run: its record tells of it. */
  private void note(HttpServletRequest request) {
    String user = String.valueOf(request.getRemoteUser());
    String what = request.getMethod() + " " + request.getRequestURI();
    List<String> ids = List.of(request.getRequestURI().split("/"));
    tries.ifAvailable(it -> it.note(user, what, "The person's groups may not.", ids));
  }

  private static RequestMatcher loginPage() {
    String[] files = {
      "/camunda",
      "/camunda/",
      "/camunda/favicon.ico",
      "/camunda/app/**",
      "/camunda/assets/**",
      "/camunda/lib/**"
    };
    return either(any(GET, files), any(HEAD, files));
  }

  /** A program that knows no login is sent on to Tasklist; a person's browser to our login. */
  private static RequestMatcher startOfPrograms() {
    RequestMatcher start = any(GET, "/");
    return request -> start.matches(request) && !Refusals.isBrowser(request);
  }

  private static RequestMatcher loginCalls() {
    return either(
        any(
            GET,
            "/camunda/api/admin/auth/user/{engine}",
            "/camunda/api/engine/engine/",
            "/camunda/api/{app}/plugin/{plugin}/static/**"),
        any(
            POST,
            "/camunda/api/admin/auth/user/{engine}/login/{app}",
            "/camunda/api/admin/auth/user/{engine}/logout"));
  }

  private static RequestMatcher either(RequestMatcher... matchers) {
    return request -> Arrays.stream(matchers).anyMatch(matcher -> matcher.matches(request));
  }

  private static RequestMatcher any(HttpMethod method, String... patterns) {
    return either(
        Arrays.stream(patterns)
            .map(pattern -> PATHS.matcher(method, pattern))
            .toArray(RequestMatcher[]::new));
  }
}
