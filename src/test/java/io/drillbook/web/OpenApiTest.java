package io.drillbook.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ValueConstants;

/**
 * The description of the API against its controllers: the routes both ways, parameters, bodies and
 * answers. Words are written by hand and kept; everything else is written by {@code
 * DRILLBOOK_UPDATE=yes}.
 */
class OpenApiTest {
  private static final Path FILE = Path.of("src/main/resources/openapi.json");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, String> WORDS =
      Map.of(
          "limit", "at most so many, 1 to 1000; 100 if left out",
          "after", "where the part begins: follow 'next' of the part before",
          "system", "of this system only",
          "from", "the first day, such as 2026-01-01",
          "to", "the last day, such as 2026-12-31",
          "run", "of this run only",
          "kind", "of this kind only, such as drill",
          "open", "only what goes on",
          "closed", "closed ones too");

  private final ApiSchema schemas = new ApiSchema();

  @Test
  void everyRouteIsDescribedAndNoOther() throws IOException {
    List<String> described = new ArrayList<>();
    JSON.readTree(FILE.toFile())
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        method -> {
                          if (!method.getKey().equals("parameters")) {
                            assertThat(method.getValue().path("summary").asText())
                                .as(path.getKey())
                                .isNotBlank();
                            described.add(
                                method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey());
                          }
                        }));
    assertThat(described)
        .containsExactlyInAnyOrderElementsOf(
            ApiRoutes.all().stream().map(ApiRoutes.Route::toString).toList());
  }

  @Test
  void parametersBodiesAndAnswersAreThoseOfTheControllers() throws IOException {
    String written = Files.readString(FILE);
    ObjectNode document = (ObjectNode) JSON.readTree(written);
    ApiRoutes.all().forEach(route -> describe(document, route));
    ((ObjectNode) document.path("components")).set("schemas", schemas.components());
    String generated = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document) + "\n";
    if ("yes".equals(System.getenv("DRILLBOOK_UPDATE"))) {
      Files.writeString(FILE, generated);
      written = generated;
    }
    assertThat(JSON.readTree(written))
        .as("run: DRILLBOOK_UPDATE=yes mvn test -Dtest=OpenApiTest")
        .isEqualTo(JSON.readTree(generated));
  }

  private void describe(ObjectNode document, ApiRoutes.Route route) {
    ObjectNode path = ((ObjectNode) document.path("paths")).withObjectProperty(route.path());
    ObjectNode operation = path.withObjectProperty(route.method().toLowerCase(Locale.ROOT));
    path.remove("parameters");
    parameters(operation, route);
    for (Parameter parameter : route.handler().getParameters()) {
      RequestBody body = parameter.getAnnotation(RequestBody.class);
      if (body != null) {
        body(operation, parameter, body.required());
      }
    }
    responses(operation, route);
  }

  private void parameters(ObjectNode operation, ApiRoutes.Route route) {
    Map<String, JsonNode> before = new LinkedHashMap<>();
    operation.path("parameters").forEach(it -> before.put(it.path("name").asText(), it));
    operation.remove("parameters");
    for (Parameter parameter : route.handler().getParameters()) {
      PathVariable inPath = parameter.getAnnotation(PathVariable.class);
      RequestParam inQuery = parameter.getAnnotation(RequestParam.class);
      if (inPath == null && inQuery == null) {
        continue;
      }
      if (parameter.getType() == Map.class) {
        // Filters that go together are read at once: their words are written by hand.
        before.values().stream()
            .filter(it -> it.path("in").asText().equals("query"))
            .forEach(it -> operation.withArrayProperty("parameters").add(it));
        continue;
      }
      String name = parameter.getName();
      ObjectNode one = operation.withArrayProperty("parameters").addObject();
      one.put("name", name).put("in", inPath == null ? "query" : "path");
      if (inPath != null) {
        one.put("required", true);
      } else if (parameter.getType() == long.class) {
        one.put("description", "the number of the last line that was read; 0 for the beginning");
      } else {
        String kept =
            before.getOrDefault(name, MissingNode.getInstance()).path("description").asText();
        String words = kept.isEmpty() ? WORDS.getOrDefault(name, "") : kept;
        assertThat(words).as("say in %s what '%s' means", route, name).isNotEmpty();
        one.put("description", words);
      }
      Type type = parameter.getParameterizedType();
      ObjectNode schema =
          type instanceof ParameterizedType optional
              ? schemas.of(optional.getActualTypeArguments()[0])
              : schemas.of(type);
      if (inQuery != null && !inQuery.defaultValue().equals(ValueConstants.DEFAULT_NONE)) {
        schema.set(
            "default",
            schema.path("type").asText().equals("string")
                ? JSON.getNodeFactory().textNode(inQuery.defaultValue())
                : tree(inQuery.defaultValue()));
      }
      one.set("schema", schema);
    }
  }

  /** What is said of each property is kept. */
  private void body(ObjectNode operation, Parameter parameter, boolean required) {
    ObjectNode body = operation.withObjectProperty("requestBody");
    body.put("required", required);
    ObjectNode schema =
        body.withObjectProperty("content")
            .withObjectProperty("application/json")
            .withObjectProperty("schema");
    schema.put("type", "object");
    ObjectNode before = schema.withObjectProperty("properties");
    ObjectNode properties = JSON.createObjectNode();
    for (var component : parameter.getType().getRecordComponents()) {
      ObjectNode one = schemas.of(component.getGenericType());
      JsonNode words = before.path(component.getName()).path("description");
      if (words.isTextual()) {
        one.set("description", words);
      }
      properties.set(component.getName(), one);
    }
    schema.set("properties", properties);
  }

  private void responses(ObjectNode operation, ApiRoutes.Route route) {
    ObjectNode responses = operation.withObjectProperty("responses");
    String problem = "#/components/responses/problem";
    for (String status : List.of("400", "403", "404", "409", "422", "429")) {
      if (responses.has(status)) {
        responses.putObject(status).put("$ref", problem);
      }
    }
    responses.putObject("default").put("$ref", problem);
    if (route.method().equals("GET") && !streamed(route)) {
      responses
          .putObject("304")
          .put("description", "Unchanged: the ETag of the answer is that of If-None-Match");
    }
    answer(route).ifPresent(schema -> answer(responses, route, schema));
  }

  private static void answer(ObjectNode responses, ApiRoutes.Route route, ObjectNode schema) {
    for (String status : List.of("200", "202")) {
      if (responses.has(status)) {
        ObjectNode response = (ObjectNode) responses.path(status);
        if (response.has("$ref")) {
          response.removeAll();
          response.put("description", "The run; the header Location names it");
        }
        String type =
            route.path().endsWith(".ndjson") ? "application/x-ndjson" : "application/json";
        response.remove("content");
        response.withObjectProperty("content").withObjectProperty(type).set("schema", schema);
      }
    }
  }

  private java.util.Optional<ObjectNode> answer(ApiRoutes.Route route) {
    Type type = route.handler().getGenericReturnType();
    if (type instanceof ParameterizedType generic && generic.getRawType() == ResponseEntity.class) {
      type = generic.getActualTypeArguments()[0];
    }
    if (type == void.class && route.path().endsWith(".ndjson")) {
      type = RecordController.LineView.class;
    }
    boolean described =
        type instanceof Class<?> plain
            && plain != Resource.class
            && plain != Void.class
            && plain != void.class
            && plain != Object.class
            && !plain.isArray();
    return described ? java.util.Optional.of(schemas.of(type)) : java.util.Optional.empty();
  }

  private static boolean streamed(ApiRoutes.Route route) {
    return route.path().endsWith(".ndjson") || route.path().endsWith("/evidence");
  }

  private static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
