package io.drillbook.engine.guard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * What each form asks for. The browser checks a form only as long as it wants to; the guard checks
 * again by the same file.
 */
public final class FormCatalog {
  private final Map<String, Map<String, Field>> forms = new LinkedHashMap<>();

  /**
   * One input of a form.
   *
   * @param required whether it must be answered
   * @param values the only answers allowed; empty where any text is
   */
  record Field(String key, boolean required, Set<String> values) {}

  /** Reads all forms of the class path. */
  public FormCatalog() {
    ObjectMapper json = new ObjectMapper();
    try {
      for (Resource resource :
          new PathMatchingResourcePatternResolver().getResources("classpath*:forms/**/*.form")) {
        try (InputStream in = resource.getInputStream()) {
          JsonNode form = json.readTree(in);
          forms.put(form.path("id").asText(), fields(form));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The inputs of a form by key; none where there is no such form. */
  Map<String, Field> fields(String form) {
    return forms.getOrDefault(form, Map.of());
  }

  private static Map<String, Field> fields(JsonNode form) {
    Map<String, Field> fields = new LinkedHashMap<>();
    for (JsonNode component : form.path("components")) {
      if (component.hasNonNull("key")) {
        Set<String> values = new LinkedHashSet<>();
        component.path("values").forEach(value -> values.add(value.path("value").asText()));
        String key = component.path("key").asText();
        // What a condition may hide is not there to be answered; its meaning is checked instead.
        boolean required =
            component.path("validate").path("required").asBoolean()
                && !component.path("conditional").hasNonNull("hide");
        fields.put(key, new Field(key, required, values));
      }
    }
    return fields;
  }
}
