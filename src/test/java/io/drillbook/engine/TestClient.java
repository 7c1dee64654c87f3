package io.drillbook.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;

/** Speaks HTTP as a script or a browser does. */
public final class TestClient {
  private final URI base;
  private final Map<String, String> headers = new TreeMap<>();
  private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
  private final HttpClient client;

  public TestClient(URI base) {
    this(base, null);
  }

  public TestClient(URI base, SSLContext trust) {
    this.base = base;
    HttpClient.Builder builder = HttpClient.newBuilder().cookieHandler(cookies);
    if (trust != null) {
      builder.sslContext(trust);
    }
    client = builder.build();
  }

  public TestClient basic(String user, String password) {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
  }

  /**
   * Logs in once for a token: with {@link #basic} the server hashes the password for each request,
   * which takes it most of a second where tests are busy. Who gets no token goes on by password.
   */
  public TestClient token(String user, String password) {
    HttpResponse<String> answer = basic(user, password).post("/api/v1/login", "{}");
    return answer.statusCode() == 200
        ? header(
            "Authorization",
            "Bearer " + answer.body().replaceAll(".*\"token\":\"([^\"]+)\".*", "$1"))
        : this;
  }

  public TestClient header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  public TestClient without(String name) {
    headers.remove(name);
    return this;
  }

  public HttpResponse<String> get(String path) {
    return send("GET", path, null, "application/json");
  }

  public HttpResponse<String> post(String path, String json) {
    return send("POST", path, json, "application/json");
  }

  public HttpResponse<String> put(String path, String json) {
    return send("PUT", path, json, "application/json");
  }

  public HttpResponse<String> delete(String path) {
    return send("DELETE", path, null, "application/json");
  }

  /** Sends a form with parts: name, content type and content, three by three. */
  public HttpResponse<String> multipart(String path, String... parts) {
    StringBuilder body = new StringBuilder();
    for (int i = 0; i < parts.length; i += 3) {
      body.append("--frontier\r\nContent-Disposition: form-data; name=\"").append(parts[i]);
      body.append("\"; filename=\"").append(parts[i]).append("\"\r\nContent-Type: ");
      body.append(parts[i + 1]).append("\r\n\r\n").append(parts[i + 2]).append("\r\n");
    }
    body.append("--frontier--\r\n");
    return send("POST", path, body.toString(), "multipart/form-data; boundary=frontier");
  }

  /** Opens the login page and sends the form, as the webapp does. */
  public HttpResponse<String> webappLogin(String user, String password) {
    get("/camunda/app/welcome/default/");
    header("X-XSRF-TOKEN", xsrf());
    HttpResponse<String> answer =
        send(
            "POST",
            "/camunda/api/admin/auth/user/default/login/tasklist",
            "username=" + encoded(user) + "&password=" + encoded(password),
            "application/x-www-form-urlencoded");
    if (answer.statusCode() == 200) {
      get("/camunda/app/tasklist/default/");
      header("X-XSRF-TOKEN", xsrf());
    }
    return answer;
  }

  public String xsrf() {
    return cookies.getCookieStore().getCookies().stream()
        .filter(cookie -> "XSRF-TOKEN".equals(cookie.getName()))
        .map(HttpCookie::getValue)
        .reduce((first, second) -> second)
        .orElse("");
  }

  public HttpResponse<String> send(String method, String path, String body, String type) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(path))
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (body != null) {
      request.header("Content-Type", type);
    }
    headers.forEach(request::header);
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
