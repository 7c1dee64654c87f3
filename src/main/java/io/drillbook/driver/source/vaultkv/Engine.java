package io.drillbook.driver.source.vaultkv;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** One key-value engine of version 2, and what is below a prefix in it. */
final class Engine {
  private final Api api;
  private final String prefix;

  Engine(Api api) {
    this.api = api;
    this.prefix = api.settings().prefix();
  }

  Api api() {
    return api;
  }

  /**
   * Names the very engine, whatever address it was reached by: the cluster's id, which every server
   * tells anybody, and the mount's own.
   *
   * @throws Fault INPUT_INVALID where the mount is no key-value engine of version 2: reading one of
   *     version 1 would look like one that holds nothing
   */
  Home home() {
    JsonNode health = api.get("sys/health?standbyok=true&perfstandbyok=true").root();
    JsonNode mount =
        api.get("sys/internal/ui/mounts/" + Api.encoded(api.settings().mount())).data();
    if (!mount.path("type").asText().equals("kv")
        || !mount.path("options").path("version").asText().equals("2")) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to find a key-value engine of version 2: '" + api.settings().place() + "'",
          "'mount' names where it is mounted; one of version 1 keeps no versions and has to be"
              + " upgraded first.");
    }
    return new Home(
        health.path("cluster_id").asText(),
        mount.path("uuid").asText(),
        prefix,
        health.path("version").asText());
  }

  /** The engine's own settings; none where the token may not see them. */
  Optional<JsonNode> configuration() {
    try {
      return Optional.of(api.get(api.settings().mount() + "/config").data());
    } catch (Fault e) {
      if (e.code() == FaultCode.PERMISSION_DENIED) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Hands on each secret below the prefix by its path below it, in order. */
  void each(Consumer<String> visitor) {
    walk("", visitor);
  }

  boolean isEmpty() {
    return names("").isEmpty();
  }

  private void walk(String folder, Consumer<String> visitor) {
    for (String name : names(folder)) {
      if (name.endsWith("/")) {
        walk(folder + name, visitor);
      } else if (!(folder + name).equals(RunMark.NAME)) {
        visitor.accept(folder + name);
      }
    }
  }

  private Set<String> names(String folder) {
    Set<String> names = new TreeSet<>();
    api.get(api.path("metadata", prefix + folder) + "?list=true")
        .data()
        .path("keys")
        .forEach(key -> names.add(key.asText()));
    return names;
  }

  /** What is known of a secret; empty where it is gone. */
  Optional<JsonNode> metadata(String secret) {
    Api.Answer answer = api.get(api.path("metadata", prefix + secret));
    return answer.found() ? Optional.of(answer.data()) : Optional.empty();
  }

  /** The value of a version; empty where it was deleted or destroyed. */
  Optional<JsonNode> value(String secret, long version) {
    JsonNode data =
        api.get(api.path("data", prefix + secret) + "?version=" + version).data().path("data");
    return data.isObject() ? Optional.of(data) : Optional.empty();
  }

  void writeMetadata(String secret, ObjectNode settings) {
    api.post(api.path("metadata", prefix + secret), settings);
  }

  /** Writes the next version, which must be this one. */
  void writeValue(String secret, long version, JsonNode value) {
    ObjectNode body = Json.object();
    body.putObject("options").put("cas", version - 1);
    body.set("data", value);
    long written = api.post(api.path("data", prefix + secret), body).path("version").asLong();
    if (written != version) {
      throw api.failed(secret, "version " + version + " became version " + written, null);
    }
  }

  /** Makes versions unreadable: {@code delete} can be undone, {@code destroy} cannot. */
  void hide(String how, String secret, List<Long> versions) {
    if (!versions.isEmpty()) {
      ObjectNode body = Json.object();
      versions.forEach(body.putArray("versions")::add);
      api.post(api.path(how, prefix + secret), body);
    }
  }

  /** Removes a secret with all its versions. */
  void remove(String secret) {
    api.delete(api.path("metadata", prefix + secret));
  }

  /** Numbers of the versions that the server still knows, in order. */
  static List<Long> versions(JsonNode metadata) {
    TreeSet<Long> numbers = new TreeSet<>();
    for (Iterator<String> names = metadata.path("versions").fieldNames(); names.hasNext(); ) {
      numbers.add(Long.parseLong(names.next()));
    }
    return List.copyOf(numbers);
  }
}
