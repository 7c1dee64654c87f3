package io.drillbook.engine.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Logging in for a token, logging out, and changing the own password. */
@RestController
@RequestMapping("/api/v1")
class LoginController {
  private final Tokens tokens;
  private final PasswordLogin passwords;
  private final Accounts accounts;

  LoginController(Tokens tokens, PasswordLogin passwords, Accounts accounts) {
    this.tokens = tokens;
    this.passwords = passwords;
    this.accounts = accounts;
  }

  /** A token for who has logged in. */
  @PostMapping("/login")
  ResponseEntity<Tokens.Issued> login(Account account) {
    return ResponseEntity.ok()
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .body(tokens.issue(account.getPrincipal()));
  }

  /** Ends the token that the request carries. */
  @PostMapping("/logout")
  ResponseEntity<Void> logout(HttpServletRequest request) {
    Optional.ofNullable(request.getHeader(HttpHeaders.AUTHORIZATION))
        .filter(header -> header.regionMatches(true, 0, "bearer ", 0, 7))
        .ifPresent(header -> tokens.revoke(header.substring(7).trim()));
    return ResponseEntity.noContent().build();
  }

  /** Who is asking, and the token that a browser's page sends in the header X-XSRF-TOKEN. */
  @GetMapping("/session")
  Session session(Account account, HttpServletRequest request) {
    return new Session(
        account.getPrincipal(), account.groups(), WebappSession.token(request).orElse(null));
  }

  /** Sets a new password and ends every token of the account. */
  @PostMapping("/password")
  ResponseEntity<Object> password(
      Account account, @RequestBody PasswordChange change, HttpServletRequest request) {
    String user = account.getPrincipal();
    if (passwords.login(user, change.current(), request.getRemoteAddr()).isEmpty()) {
      return problem("The current password is wrong.");
    }
    if (change.current().equals(change.replacement())
        || !accounts.isStrongEnough(user, change.replacement())) {
      return problem(
          "The new password is too weak: it needs ten characters or more, with upper and lower"
              + " case, a digit and a special character, without the user's name.");
    }
    accounts.changePassword(user, change.replacement());
    tokens.revokeAll(user);
    return ResponseEntity.noContent().build();
  }

  @ExceptionHandler(TooManyTries.class)
  ResponseEntity<ProblemDetail> tooMany(TooManyTries tries) {
    return ResponseEntity.status(HttpStatus.TOO_MANY_REQUESTS)
        .header(HttpHeaders.RETRY_AFTER, Long.toString(tries.seconds()))
        .body(
            ProblemDetail.forStatusAndDetail(
                HttpStatus.TOO_MANY_REQUESTS, "Too many logins have failed."));
  }

  private static ResponseEntity<Object> problem(String detail) {
    return ResponseEntity.badRequest()
        .body(ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, detail));
  }

  /** The body of a change of password. */
  record PasswordChange(String current, String replacement) {
    PasswordChange {
      current = current == null ? "" : current;
      replacement = replacement == null ? "" : replacement;
    }
  }

  /** Who is asking. */
  record Session(String user, List<String> groups, String csrfToken) {}
}
