package io.drillbook.driver.source.rds;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.spi.source.MemberReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBInstanceRole;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/**
 * The one member: how the instance was set up, and which snapshots hold its data. The data itself
 * is not in it.
 */
record PointFile(Shape shape, JsonNode json) {
  static final String PART = "instance";
  static final String FORMAT = "json";

  private static final String SNAPSHOTS = "snapshots";
  private static final Set<String> BY_HAND =
      Set.of("replicas", "roles", "logExports", "monitoringRole", "masterUserSecret");

  /** What is written of an instance and the snapshots by region. */
  static byte[] write(DBInstance instance, Shape shape, Map<String, DBSnapshot> snapshots) {
    ObjectNode root = Json.object();
    root.set("firm", Json.object(shape.firm()));
    root.set("loose", Json.object(shape.loose()));
    root.set("tags", Json.object(shape.tags()));
    root.set("told", told(instance));
    ObjectNode all = root.putObject(SNAPSHOTS);
    snapshots.forEach(
        (region, snapshot) -> {
          ObjectNode one = all.putObject(region);
          one.put("id", snapshot.dbSnapshotIdentifier());
          one.put("arn", snapshot.dbSnapshotArn());
          one.put("encrypted", Boolean.TRUE.equals(snapshot.encrypted()));
          one.put("kmsKey", snapshot.kmsKeyId());
        });
    root.set("restoreForm", Json.object(shape.restoreForm()));
    root.set("modifyForm", Json.object(shape.modifyForm()));
    return Json.pretty(root);
  }

  /** What a person may need to know, and no restore sets. */
  private static ObjectNode told(DBInstance instance) {
    ObjectNode told = Json.object();
    told.put("arn", instance.dbInstanceArn());
    told.put("kmsKey", instance.kmsKeyId());
    told.put("masterUser", instance.masterUsername());
    told.put("database", instance.dbName());
    told.put("availabilityZone", instance.availabilityZone());
    told.put("replicaOf", instance.readReplicaSourceDBInstanceIdentifier());
    instance.readReplicaDBInstanceIdentifiers().forEach(told.withArray("/replicas")::add);
    instance.associatedRoles().stream()
        .map(DBInstanceRole::roleArn)
        .forEach(told.withArray("/roles")::add);
    instance.enabledCloudwatchLogsExports().forEach(told.withArray("/logExports")::add);
    told.put("monitoringRole", instance.monitoringRoleArn());
    told.put("monitoringInterval", instance.monitoringInterval());
    told.put("performanceInsights", instance.performanceInsightsEnabled());
    if (instance.masterUserSecret() != null) {
      told.put("masterUserSecret", instance.masterUserSecret().secretArn());
    }
    return told;
  }

  /** What the manifest says of a capture, and a restore has to find again. */
  static Map<String, Long> contents(Shape shape) {
    Map<String, Long> contents = new TreeMap<>();
    contents.put("instances", 1L);
    contents.put("GiB allocated", shape.get(Shape.STORAGE).map(Long::valueOf).orElse(0L));
    contents.put(SourceCapture.CHECKSUM + "settings", shape.checksum());
    return contents;
  }

  static Member member(SourceCapture capture, List<Member> members) {
    return members.stream()
        .filter(member -> member.format().equals(FORMAT))
        .findFirst()
        .orElseThrow(
            () ->
                new Fault(
                    FaultCode.POINT_UNKNOWN,
                    "unable to find the settings of the source: '" + capture.source() + "'",
                    "The recovery point is not complete; choose another one."));
  }

  /**
   * Reads the member and compares it with the manifest.
   *
   * @throws Fault CONTENT_MISMATCH
   */
  static PointFile read(SourceCapture capture, List<Member> members, MemberReader reader) {
    Member member = member(capture, members);
    try (InputStream in = reader.open(member)) {
      JsonNode json = Json.read(in.readAllBytes());
      Shape shape =
          new Shape(
              Json.texts(json.path("firm")),
              Json.texts(json.path("loose")),
              Json.texts(json.path("tags")));
      if (json.path(SNAPSHOTS).isEmpty() || !contents(shape).equals(capture.contents())) {
        throw notWhole(member, "it does not hold what the manifest says");
      }
      return new PointFile(shape, json);
    } catch (JsonProcessingException e) {
      throw notWhole(member, "it is no JSON");
    } catch (IOException e) {
      throw notWhole(member, String.valueOf(e.getMessage()));
    }
  }

  /**
   * The snapshot in a region.
   *
   * @throws Fault INPUT_INVALID where the capture has none there
   */
  String snapshot(String region) {
    JsonNode there = json.path(SNAPSHOTS).path(region).path("id");
    if (there.isMissingNode()) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to find a snapshot of this recovery point in the region: '" + region + "'",
          "It has some in "
              + json.path(SNAPSHOTS).properties().stream().map(Map.Entry::getKey).toList()
              + "; 'copy-to-region' at the source makes one elsewhere.");
    }
    return there.asText();
  }

  /** What a restore leaves to people. */
  List<String> leftovers() {
    return json.path("told").properties().stream()
        .filter(one -> BY_HAND.contains(one.getKey()))
        .filter(one -> one.getValue().isTextual() || !one.getValue().isEmpty())
        .map(one -> "not set up again: " + one.getKey() + " " + one.getValue())
        .toList();
  }

  private static Fault notWhole(Member member, String why) {
    return new Fault(
        FaultCode.CONTENT_MISMATCH,
        "unable to use a member that is not whole: '" + member.file() + "': " + why,
        "It was stored so; take another recovery point.");
  }
}
