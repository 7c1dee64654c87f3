package io.drillbook.engine.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * Logging in on the way to one of our own pages, without a script, and back to it. It opens the
 * same session as Tasklist's login.
 */
@Controller
class LoginPage {
  static final String PATH = "/login";

  /** Only our own pages: a login must not send anybody to another site. */
  private static final Pattern OWN =
      Pattern.compile("/|/(approve|runs|systems)/[A-Za-z0-9-]{1,100}");

  /** What browsers say of where a form was sent from; old ones say nothing. */
  private static final Set<String> FROM_HERE = Set.of("same-origin", "none");

  private static final String START = "/camunda/app/tasklist/default/";

  private final PasswordLogin passwords;

  LoginPage(PasswordLogin passwords) {
    this.passwords = passwords;
  }

  @GetMapping(path = PATH, produces = MediaType.TEXT_HTML_VALUE)
  ModelAndView show(@RequestParam(defaultValue = "") String to, HttpServletRequest request) {
    return WebappSession.user(request).isPresent()
        ? new ModelAndView("redirect:" + target(to))
        : page(to, "", HttpStatus.OK);
  }

  @PostMapping(path = PATH, produces = MediaType.TEXT_HTML_VALUE)
  ModelAndView logIn(
      @RequestParam(defaultValue = "") String username,
      @RequestParam(defaultValue = "") String password,
      @RequestParam(defaultValue = "") String to,
      HttpServletRequest request) {
    String from = request.getHeader("Sec-Fetch-Site");
    if (from != null && !FROM_HERE.contains(from)) {
      return page(to, "Another site sent this. Log in here.", HttpStatus.FORBIDDEN);
    }
    try {
      if (passwords.login(username.strip(), password, request.getRemoteAddr()).isEmpty()) {
        return page(to, "The name or the password is wrong.", HttpStatus.UNAUTHORIZED);
      }
    } catch (TooManyTries e) {
      String wait = "Too many logins have failed. Wait " + e.seconds() + " s, then try again.";
      return page(to, wait, HttpStatus.TOO_MANY_REQUESTS);
    }
    WebappSession.begin(request, username.strip());
    return new ModelAndView("redirect:" + target(to));
  }

  private static String target(String to) {
    return OWN.matcher(to).matches() ? to : START;
  }

  private static ModelAndView page(String to, String trouble, HttpStatus status) {
    String back = OWN.matcher(to).matches() ? to : "";
    return new ModelAndView("pages/login", Map.of("to", back, "trouble", trouble), status);
  }
}
