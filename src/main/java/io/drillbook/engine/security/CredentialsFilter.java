package io.drillbook.engine.security;

import io.drillbook.usecase.audit.NoteRefusedAccess;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.filter.OncePerRequestFilter;

/** Finds out who is asking: by password, by token, or by the session of Camunda's webapps. */
final class CredentialsFilter extends OncePerRequestFilter {
  /** The attribute in which pages find the token that their forms send back. */
  static final String FORM_TOKEN = "formToken";

  private static final String BASIC = "basic ";
  private static final String BEARER = "bearer ";
  private static final String FORGED =
      "The session's token was missing or wrong: a page of another site may have sent this. ";

  private final PasswordLogin passwords;
  private final TokenLogin tokens;
  private final Accounts accounts;
  private final ObjectProvider<NoteRefusedAccess> notes;

  CredentialsFilter(
      PasswordLogin passwords,
      TokenLogin tokens,
      Accounts accounts,
      ObjectProvider<NoteRefusedAccess> notes) {
    this.passwords = passwords;
    this.tokens = tokens;
    this.accounts = accounts;
    this.notes = notes;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String header = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (header == null) {
      bySession(request, response, chain);
      return;
    }
    Optional<Account> account;
    try {
      account = byHeader(header, request.getRemoteAddr());
    } catch (TooManyTries e) {
      Refusals.wait(request, response, e);
      return;
    }
    if (account.isEmpty()) {
      Refusals.unauthorized(request, response);
      return;
    }
    proceed(account.orElseThrow(), request, response, chain);
  }

  private void bySession(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Optional<Account> account = WebappSession.user(request).flatMap(accounts::find);
    if (account.isEmpty()) {
      chain.doFilter(request, response);
    } else if (WebappSession.mayBeForged(request)) {
      Refusals.forged(request, response);
      RefusedAccessFilter.note(notes, account.orElseThrow(), request, FORGED);
    } else {
      WebappSession.formToken(request).ifPresent(token -> request.setAttribute(FORM_TOKEN, token));
      proceed(account.orElseThrow(), request, response, chain);
    }
  }

  private Optional<Account> byHeader(String header, String address) {
    String scheme = header.toLowerCase(Locale.ROOT);
    if (scheme.startsWith(BEARER)) {
      return tokens.login(header.substring(BEARER.length()).trim(), address);
    }
    if (!scheme.startsWith(BASIC)) {
      return Optional.empty();
    }
    return decoded(header.substring(BASIC.length()).trim())
        .flatMap(
            pair -> {
              int colon = pair.indexOf(':');
              return colon < 0
                  ? Optional.empty()
                  : passwords.login(pair.substring(0, colon), pair.substring(colon + 1), address);
            });
  }

  private static Optional<String> decoded(String base64) {
    try {
      return Optional.of(new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static void proceed(
      Account account, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    SecurityContextHolder.setContext(new SecurityContextImpl(account));
    chain.doFilter(request, response);
  }
}
