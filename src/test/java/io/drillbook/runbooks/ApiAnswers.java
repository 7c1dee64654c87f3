package io.drillbook.runbooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** A running server's API against its description. */
final class ApiAnswers {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ShopBed shop;
  private final HttpClient http = HttpClient.newHttpClient();
  private final JsonNode description;

  ApiAnswers(ShopBed shop) {
    this.shop = shop;
    this.description = json(get("/api/openapi.json"));
  }

  /** Spring's own table of routes, both ways. */
  void everyRouteIsDescribedAndNoOther() {
    List<String> routes = new ArrayList<>();
    shop.server()
        .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
        .getHandlerMethods()
        .keySet()
        .forEach(
            route ->
                route
                    .getPatternValues()
                    .forEach(
                        path ->
                            route.getMethodsCondition().getMethods().stream()
                                .filter(method -> path.startsWith("/api/"))
                                .forEach(method -> routes.add(method + " " + path))));
    List<String> described = new ArrayList<>();
    description
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        method ->
                            described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
    assertThat(described).containsExactlyInAnyOrderElementsOf(routes);
  }

  /** Every GET is asked; what it answers has each field of its schema and no other. */
  void realAnswersFitTheirSchemas(String run) {
    List<String> checked = new ArrayList<>();
    description
        .path("paths")
        .properties()
        .forEach(
            path -> {
              JsonNode schema =
                  path.getValue().at("/get/responses/200/content/application~1json/schema");
              if (schema.isMissingNode()) {
                return;
              }
              String address =
                  path.getKey()
                      .replace("{system}", "shop")
                      .replace("{id}", run)
                      .replace("{version}", "1")
                      .replaceFirst("/diff$", "/diff?from=1&to=1");
              HttpResponse<String> answer = get(address);
              // Nothing was compared with the vaults yet.
              if (!path.getKey().equals("/api/v1/catalog/work")) {
                assertThat(answer.statusCode()).as(address + answer.body()).isEqualTo(200);
                assertThat(validate(schema, json(answer))).as(address).isEmpty();
                checked.add(path.getKey());
              }
            });
    assertThat(checked)
        .contains("/api/v1/board", "/api/v1/runs/{id}/timeline")
        .hasSizeGreaterThan(15);
  }

  private List<String> validate(JsonNode schema, JsonNode answer) {
    ObjectNode closed = schema.deepCopy();
    ObjectNode components = description.path("components").deepCopy();
    components
        .path("schemas")
        .forEach(
            one -> {
              if (one.has("properties")) {
                ((ObjectNode) one).put("additionalProperties", false);
              }
            });
    closed.set("components", components);
    return JsonSchemaFactory.getInstance(VersionFlag.V202012)
        .getSchema(closed)
        .validate(answer)
        .stream()
        .map(Object::toString)
        .toList();
  }

  void everyErrorIsAProblemDocument() {
    problem(404, request("/api/v1/nothing/here").GET());
    problem(404, request("/api/v1/systems/nobody").GET());
    problem(404, request("/api/v1/runs/none/record").GET());
    problem(403, request("/api/v1/systems").DELETE());
    problem(405, request("/api/v1/systems", "oncall").DELETE());
    problem(406, request("/api/v1/systems").setHeader("Accept", "application/xml").GET());
    for (String query :
        List.of("limit=abc", "limit=0", "limit=5000", "after=%25%25", "after=aGFsbG8", "kind=x")) {
      problem(query.startsWith("kind") ? 404 : 400, request("/api/v1/runs?" + query).GET());
    }
    problem(400, request("/api/v1/record.ndjson?after=-1").GET());
    problem(400, request("/api/v1/record.ndjson?after=x").GET());
    String restores = "/api/v1/systems/shop/restores";
    problem(
        415,
        request(restores, "oncall")
            .header("Content-Type", "text/plain")
            .POST(BodyPublishers.ofString("point")));
    for (String body : List.of("{\"target\":", "", "[1]", "{\"target\":{}}")) {
      problem(
          400,
          request(restores, "oncall")
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(body)));
    }
  }

  private void problem(int status, HttpRequest.Builder request) {
    HttpResponse<String> answer = send(request);
    String asked = answer.request().method() + " " + answer.uri() + ": " + answer.body();
    assertThat(answer.statusCode()).as(asked).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .as(asked)
        .startsWith("application/problem+json");
    JsonNode problem = json(answer);
    assertThat(problem.path("status").asInt()).as(asked).isEqualTo(status);
    for (String field : List.of("title", "detail", "code", "hint")) {
      assertThat(problem.path(field).asText()).as(asked + " " + field).isNotBlank();
    }
    assertThat(answer.body()).doesNotContain("springframework", "Exception", "java.");
  }

  void whatIsUnchangedIsNotSentAgain() {
    HttpResponse<String> first = get("/api/v1/runs?kind=drill");
    String tag = first.headers().firstValue("ETag").orElseThrow();
    HttpResponse<String> again =
        send(request("/api/v1/runs?kind=drill").header("If-None-Match", tag).GET());
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(
            send(request("/api/v1/runs?kind=backup").header("If-None-Match", tag).GET())
                .statusCode())
        .isEqualTo(200);
  }

  /** Part by part the same as all at once: nothing twice, nothing left out. */
  void listsComeInParts(String run) {
    Map<String, String> lists =
        Map.of(
            "/api/v1/runs?system=shop",
            "runs",
            "/api/v1/systems/shop/points",
            "points",
            "/api/v1/schedules",
            "schedules",
            "/api/v1/notices",
            "notices",
            "/api/v1/findings?closed=true",
            "findings",
            "/api/v1/systems",
            "systems",
            "/api/v1/board",
            "systems",
            "/api/v1/runs/" + run + "/record",
            "lines");
    lists.forEach(
        (path, rows) -> {
          List<String> whole = names(json(get(limited(path, 1_000))).path(rows));
          List<String> parts = new ArrayList<>();
          String next = limited(path, 1);
          while (next != null) {
            JsonNode part = json(get(next));
            assertThat(part.path(rows).size()).as(next).isLessThanOrEqualTo(1);
            parts.addAll(names(part.path(rows)));
            next = part.path("next").isTextual() ? part.path("next").asText() : null;
            assertThat(parts).as(path).doesNotHaveDuplicates();
          }
          assertThat(parts).as(path).isEqualTo(whole);
        });
    assertThat(json(get("/api/v1/runs?limit=1")).path("next").isTextual()).isTrue();
  }

  private static String limited(String path, int limit) {
    return path + (path.contains("?") ? "&" : "?") + "limit=" + limit;
  }

  private static List<String> names(JsonNode rows) {
    List<String> names = new ArrayList<>();
    for (JsonNode row : rows) {
      String name = "";
      for (String field : List.of("id", "point", "system", "schedule", "number")) {
        name += row.path(field).asText() + " ";
      }
      names.add(name);
    }
    return names;
  }

  /** Every line of every run once, and from the middle on the rest. */
  void theRecordIsHandedOverLineByLine() throws IOException {
    List<JsonNode> all = lines(0);
    assertThat(all).extracting(line -> line.path("number").asLong()).isSorted();
    JsonNode middle = all.get(all.size() / 2);
    long number = middle.path("number").asLong();
    assertThat(lines(number)).first().isEqualTo(all.get(all.size() / 2 + 1));
    String run = middle.path("run").asText();
    JsonNode line =
        json(get("/api/v1/runs/" + run + "/record?limit=1000"))
            .path("lines")
            .path(middle.path("line").asInt() - 1);
    assertThat(middle.path("hash").asText()).hasSize(64).isEqualTo(line.path("hash").asText());
    assertThat(middle.path("system").asText()).isEqualTo("shop");
    assertThat(middle.path("kind").asText().replace('-', '_').toUpperCase(Locale.ROOT))
        .isEqualTo(line.at("/entry/kind").asText());
  }

  private List<JsonNode> lines(long after) throws IOException {
    HttpResponse<String> answer = get("/api/v1/record.ndjson?after=" + after);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/x-ndjson");
    List<JsonNode> lines = new ArrayList<>();
    for (String line : answer.body().lines().toList()) {
      lines.add(JSON.readTree(line));
    }
    return lines;
  }

  private HttpResponse<String> get(String path) {
    return send(request(path).GET());
  }

  private HttpRequest.Builder request(String path) {
    return request(path, "auditor");
  }

  private HttpRequest.Builder request(String path, String user) {
    String login = user + ":" + shop.password(user);
    return HttpRequest.newBuilder(URI.create(shop.address() + path))
        .header("Accept", "application/json")
        .header(
            "Authorization",
            "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static JsonNode json(HttpResponse<String> answer) {
    try {
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new AssertionError(answer.uri() + " gave no JSON: " + answer.body(), e);
    }
  }
}
