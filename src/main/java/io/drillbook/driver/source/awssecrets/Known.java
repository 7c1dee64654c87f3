package io.drillbook.driver.source.awssecrets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.RotationRulesType;
import software.amazon.awssdk.services.secretsmanager.model.SecretVersionsListEntry;

/**
 * All that the service tells of one secret but its values. When somebody last read it is left out:
 * a capture itself changes that.
 */
record Known(JsonNode json) {
  static final String CURRENT = "AWSCURRENT";
  static final String PREVIOUS = "AWSPREVIOUS";

  private static final String TAGS = "tags";
  private static final String VERSIONS = "versions";
  private static final String STAGES = "stages";
  private static final String DELETED = "deleted";
  private static final String OWNED_BY = "ownedBy";
  private static final String DESCRIPTION = "description";

  static Known of(DescribeSecretResponse secret, List<SecretVersionsListEntry> versions) {
    ObjectNode json = Json.object();
    put(json, "arn", secret.arn());
    put(json, DESCRIPTION, secret.description());
    put(json, "kmsKey", secret.kmsKeyId());
    put(json, OWNED_BY, secret.owningService());
    put(json, "primaryRegion", secret.primaryRegion());
    put(json, "created", secret.createdDate());
    put(json, "changed", secret.lastChangedDate());
    put(json, DELETED, secret.deletedDate());
    rotation(json, secret);
    for (var copy : secret.replicationStatus()) {
      ObjectNode one = json.withArray("/replicas").addObject();
      put(one, "region", copy.region());
      put(one, "kmsKey", copy.kmsKeyId());
      put(one, "status", copy.statusAsString());
    }
    ObjectNode tags = json.putObject(TAGS);
    Map<String, String> worn = new TreeMap<>();
    secret.tags().forEach(tag -> worn.put(tag.key(), tag.value()));
    worn.forEach(tags::put);
    ObjectNode all = json.putObject(VERSIONS);
    versions.stream()
        .sorted(Comparator.comparing(SecretVersionsListEntry::versionId))
        .forEach(version -> version(all, version));
    return new Known(json);
  }

  private static void rotation(ObjectNode json, DescribeSecretResponse secret) {
    if (!Boolean.TRUE.equals(secret.rotationEnabled())) {
      return;
    }
    ObjectNode rotation = json.putObject("rotation");
    put(rotation, "lambda", secret.rotationLambdaARN());
    put(rotation, "last", secret.lastRotatedDate());
    put(rotation, "next", secret.nextRotationDate());
    RotationRulesType rules = secret.rotationRules();
    if (rules != null) {
      put(rotation, "afterDays", rules.automaticallyAfterDays());
      put(rotation, "duration", rules.duration());
      put(rotation, "schedule", rules.scheduleExpression());
    }
  }

  private static void version(ObjectNode all, SecretVersionsListEntry version) {
    ObjectNode one = all.putObject(version.versionId());
    ArrayNode stages = one.putArray(STAGES);
    new TreeSet<>(version.versionStages()).forEach(stages::add);
    put(one, "created", version.createdDate());
  }

  private static void put(ObjectNode node, String name, Object value) {
    if (value instanceof Instant time) {
      node.put(name, time.toString());
    } else if (value != null) {
      node.put(name, value.toString());
    }
  }

  /** Whether a restore can make it anew: it was not on its way out and no service made it. */
  boolean isRestorable() {
    return !json.has(DELETED) && !json.has(OWNED_BY);
  }

  boolean isRotated() {
    return json.has("rotation");
  }

  boolean isReplicated() {
    return json.has("replicas");
  }

  String description() {
    return json.path(DESCRIPTION).asText();
  }

  /** Its tags without those that only the service sets and the mark of an earlier restore. */
  Map<String, String> tags() {
    Map<String, String> tags = new TreeMap<>(allTags());
    tags.keySet().removeIf(key -> key.startsWith("aws:") || key.equals(RunMark.RUN));
    return tags;
  }

  Map<String, String> allTags() {
    Map<String, String> tags = new TreeMap<>();
    json.path(TAGS).properties().forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
    return tags;
  }

  /** Labels by version, of those that bear any; the service may remove the others at any time. */
  Map<String, List<String>> labels() {
    Map<String, List<String>> labels = new TreeMap<>();
    for (Iterator<String> ids = json.path(VERSIONS).fieldNames(); ids.hasNext(); ) {
      String id = ids.next();
      List<String> stages = new ArrayList<>();
      json.path(VERSIONS).path(id).path(STAGES).forEach(stage -> stages.add(stage.asText()));
      if (!stages.isEmpty()) {
        labels.put(id, stages);
      }
    }
    return labels;
  }

  /**
   * Versions in the order in which they are written again, each with the labels that it is written
   * with: the previous one as if it were current, so that the service itself makes it previous once
   * the current one follows; then those that bear other labels only.
   */
  List<Line> order() {
    List<Line> order = new ArrayList<>();
    labels()
        .forEach(
            (id, labels) -> {
              List<String> written = new ArrayList<>(labels);
              if (written.remove(PREVIOUS)) {
                written.add(CURRENT);
              }
              order.add(new Line(id, written, labels.contains(PREVIOUS)));
            });
    order.sort(
        Comparator.comparingInt(
                (Line line) -> line.before() ? 0 : line.labels().contains(CURRENT) ? 1 : 2)
            .thenComparing(Line::version));
    return order;
  }

  /**
   * One version to write.
   *
   * @param before whether it was the previous one
   */
  record Line(String version, List<String> labels, boolean before) {}
}
