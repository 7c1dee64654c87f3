package io.drillbook.engine.security;

import io.drillbook.domain.fault.FaultCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.util.HtmlUtils;

/** Answers that refuse: they say what to do and reveal nothing. RFC 9457; a page for browsers. */
final class Refusals {
  private Refusals() {}

  /** Nobody has logged in, or the login was wrong. */
  static void unauthorized(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    // A browser would answer a challenge with its own password box, and keep the password.
    if (!isBrowser(request)) {
      response.addHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"drillbook\"");
      response.addHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"drillbook\"");
    }
    answer(request, response, HttpStatus.UNAUTHORIZED, "Log in first.");
  }

  /** Who has logged in may not do this. */
  static void forbidden(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    answer(request, response, HttpStatus.FORBIDDEN, "You are not allowed to do this.");
  }

  /** A browser's session came without the token that only our own pages can send. */
  static void forged(HttpServletRequest request, HttpServletResponse response) throws IOException {
    answer(
        request,
        response,
        HttpStatus.FORBIDDEN,
        "Send the session's token in the header X-XSRF-TOKEN.");
  }

  /** Too many logins have failed. */
  static void wait(HttpServletRequest request, HttpServletResponse response, TooManyTries tries)
      throws IOException {
    response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(tries.seconds()));
    answer(
        request,
        response,
        HttpStatus.TOO_MANY_REQUESTS,
        "Too many logins have failed. Wait " + tries.seconds() + " s, then try again.");
  }

  private static void answer(
      HttpServletRequest request, HttpServletResponse response, HttpStatus status, String detail)
      throws IOException {
    response.setStatus(status.value());
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    boolean page = isBrowser(request);
    response.setContentType(
        (page ? MediaType.TEXT_HTML_VALUE : MediaType.APPLICATION_PROBLEM_JSON_VALUE));
    response.setCharacterEncoding(StandardCharsets.UTF_8.name());
    response.getWriter().write(page ? page(request, status, detail) : problem(status, detail));
  }

  static boolean isBrowser(HttpServletRequest request) {
    String accept = request.getHeader(HttpHeaders.ACCEPT);
    return accept != null && accept.contains(MediaType.TEXT_HTML_VALUE);
  }

  private static String problem(HttpStatus status, String detail) {
    String hint =
        status == HttpStatus.UNAUTHORIZED
            ? "Send name and password, or a token of POST /api/v1/login."
            : "Ask somebody who may, or wait.";
    return """
        {"type":"about:blank","title":"%s","status":%d,"detail":"%s","code":"%s","hint":"%s"}"""
        .formatted(status.getReasonPhrase(), status.value(), detail, FaultCode.NOT_ALLOWED, hint);
  }

  /**
   * A browser keeps a strict cookie back when a link of a mail is followed, and sends it when our
   * own page leads on: who has logged in already gets in without doing anything.
   */
  private static String page(HttpServletRequest request, HttpStatus status, String detail) {
    String login =
        LoginPage.PATH
            + "?to="
            + HtmlUtils.htmlEscape(
                URLEncoder.encode(request.getRequestURI(), StandardCharsets.UTF_8));
    String onwards =
        status == HttpStatus.UNAUTHORIZED && "GET".equals(request.getMethod())
            ? "<meta http-equiv=\"refresh\" content=\"0; url=" + login + "\">"
            : "";
    return """
        <!doctype html>
        <html lang="en"><meta charset="utf-8">%s
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark"><title>Drillbook</title>
        <h1>%s</h1><p>%s</p>
        <p><a href="%s">Log in</a>, then
        <a href="%s">open this page again</a>.</p></html>
        """
        .formatted(
            onwards,
            status.getReasonPhrase(),
            detail,
            login,
            HtmlUtils.htmlEscape(request.getRequestURI()));
  }
}
