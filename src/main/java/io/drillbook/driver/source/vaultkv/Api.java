package io.drillbook.driver.source.vaultkv;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.secret.Secrets;
import io.drillbook.spi.step.Cancellation;
import io.drillbook.spi.web.TrustedAuthorities;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The server's HTTP API. Redirects are not followed: the token would go to whoever is named. Of
 * what the server answers nothing but its own error words ever gets into a message.
 */
final class Api {
  private static final Set<Integer> SILENT = Set.of(429, 472, 473, 500, 502, 503, 504);
  private static final int NOT_FOUND = 404;
  private static final int TOKEN_TROUBLE = 403;
  private static final int WORDS = 200;

  private final VaultKvSettings settings;
  private final String token;
  private final Side side;
  private final Cancellation cancellation;
  private final HttpClient client;

  Api(VaultKvSettings settings, Secrets secrets, Side side, Cancellation cancellation) {
    this.settings = settings;
    this.side = side;
    this.cancellation = cancellation;
    this.token = settings.token().map(it -> secrets.resolve(it).reveal()).orElse("");
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(settings.timeout());
    settings
        .caFile()
        .map(file -> TrustedAuthorities.context(file, "source"))
        .ifPresent(builder::sslContext);
    this.client = builder.build();
  }

  VaultKvSettings settings() {
    return settings;
  }

  Side side() {
    return side;
  }

  /** What is there; missing where the server answers 404, with what it tells even so. */
  Answer get(String path) {
    return send("GET", path, Optional.empty());
  }

  JsonNode post(String path, JsonNode body) {
    return send("POST", path, Optional.of(body)).require(this, path);
  }

  void delete(String path) {
    send("DELETE", path, Optional.empty());
  }

  /** A path below the engine's mount, each word of it written so that it means itself. */
  String path(String what, String secret) {
    return settings.mount() + "/" + what + "/" + encoded(secret);
  }

  static String encoded(String path) {
    return Arrays.stream(path.split("/", -1))
        .map(word -> URLEncoder.encode(word, StandardCharsets.UTF_8).replace("+", "%20"))
        .collect(Collectors.joining("/"));
  }

  /**
   * An answer.
   *
   * @param found whether the server says that it is there
   * @param root all that it says; missing where that is nothing
   */
  record Answer(boolean found, JsonNode root) {
    JsonNode data() {
      return root.path("data");
    }

    private JsonNode require(Api api, String path) {
      if (!found) {
        throw api.failed(path, "it is not there", null);
      }
      return data();
    }
  }

  private Answer send(String method, String path, Optional<JsonNode> body) {
    cancellation.check();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(settings.url() + "/v1/" + path))
            .timeout(settings.timeout())
            .header("X-Vault-Request", "true")
            .method(
                method,
                body.map(it -> BodyPublishers.ofByteArray(Json.bytes(it)))
                    .orElseGet(BodyPublishers::noBody));
    settings.namespace().ifPresent(it -> request.header("X-Vault-Namespace", it));
    return read(path, exchange(path, authorized(request)));
  }

  private HttpRequest authorized(HttpRequest.Builder request) {
    try {
      return (token.isEmpty() ? request : request.header("X-Vault-Token", token)).build();
    } catch (IllegalArgumentException e) {
      // Its message quotes the token.
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to use the token: '" + settings.place() + "'",
          "It holds what no header may hold; is there a line end in it?");
    }
  }

  private HttpResponse<byte[]> exchange(String path, HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofByteArray());
    } catch (IOException e) {
      cancellation.check();
      throw unreachable(path, String.valueOf(e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Fault(
          FaultCode.CANCELLED,
          "unable to wait for the server: '" + settings.place() + "'",
          "The step was interrupted; its run says why.",
          e);
    }
  }

  private Answer read(String path, HttpResponse<byte[]> response) {
    int status = response.statusCode();
    JsonNode root = parsed(path, response.body(), status);
    if (status / 100 == 2) {
      return new Answer(true, root);
    }
    if (status == NOT_FOUND) {
      return new Answer(false, root);
    }
    String words = "status " + status + ": " + words(root);
    if (status == TOKEN_TROUBLE) {
      throw new Fault(
          words.contains("invalid token") || token.isEmpty()
              ? FaultCode.CREDENTIALS_REFUSED
              : FaultCode.PERMISSION_DENIED,
          "unable to ask the secrets engine for '" + path + "': " + words,
          "Check the token, and the policies that its page in the documentation lists.");
    }
    throw SILENT.contains(status) ? unreachable(path, words, null) : failed(path, words, null);
  }

  private JsonNode parsed(String path, byte[] body, int status) {
    if (body.length == 0) {
      return MissingNode.getInstance();
    }
    try {
      return Json.read(body);
    } catch (JsonProcessingException e) {
      if (status / 100 == 2) {
        // What it could not read may be a secret's value: neither message nor cause goes on.
        throw failed(path, "its answer is not JSON", null);
      }
      return MissingNode.getInstance();
    }
  }

  private static String words(JsonNode root) {
    String all = root.path("errors").toString();
    return all.length() > WORDS ? all.substring(0, WORDS) : all;
  }

  Fault failed(String path, String why, Exception e) {
    return new Fault(
        side.failed,
        "unable to work with '" + path + "' at '" + settings.place() + "': " + why,
        "Is it a key-value engine of version 2, and is the path right?",
        e);
  }

  private Fault unreachable(String path, String why, Exception e) {
    return new Fault(
        side.unreachable,
        "unable to reach the secrets engine for '"
            + path
            + "' at '"
            + settings.place()
            + "': "
            + why,
        "Check the address, the certificate and 'ca-file', and whether it is sealed or busy.",
        e);
  }
}
