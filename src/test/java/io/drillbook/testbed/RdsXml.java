package io.drillbook.testbed;

import java.time.Instant;
import java.util.Map;

/** How Amazon RDS writes what it has. */
final class RdsXml {
  private RdsXml() {}

  /** An instance of that name. */
  static String instance(String name, RdsThing instance) {
    Map<String, String> fields = instance.fields;
    StringBuilder all = new StringBuilder();
    all.append(tag("DBInstanceIdentifier", name));
    all.append(tag("DBInstanceStatus", instance.status));
    all.append(tag("DBInstanceArn", instance.arn));
    fields.forEach(
        (field, value) -> {
          switch (field) {
            case "DBSubnetGroupName" -> all.append(tag("DBSubnetGroup", tag(field, value)));
            case "DBParameterGroupName" ->
                all.append(tag("DBParameterGroups", tag("DBParameterGroup", tag(field, value))));
            case "OptionGroupName" ->
                all.append(
                    tag("OptionGroupMemberships", tag("OptionGroupMembership", tag(field, value))));
            case "VpcSecurityGroupIds" -> all.append(tag("VpcSecurityGroups", groups(value)));
            case "EnableIAMDatabaseAuthentication" ->
                all.append(tag("IAMDatabaseAuthenticationEnabled", value));
            case "Port" -> all.append(endpoint(instance, name, value));
            default -> all.append(tag(field, value));
          }
        });
    return tag("DBInstance", all.append(tags(instance)).toString());
  }

  /** A snapshot of that name. */
  static String snapshot(String name, RdsThing snapshot) {
    boolean encrypted = "true".equals(snapshot.fields.get("StorageEncrypted"));
    return tag(
        "DBSnapshot",
        tag("DBSnapshotIdentifier", name)
            + tag("DBSnapshotArn", snapshot.arn)
            + tag("Status", snapshot.status)
            + tag("PercentProgress", String.valueOf(100 - 40 * Math.max(0, snapshot.looks)))
            + tag("SnapshotCreateTime", Instant.now().toString())
            + tag("Encrypted", String.valueOf(encrypted))
            + (encrypted ? tag("KmsKeyId", snapshot.fields.get("KmsKeyId")) : "")
            + tags(snapshot));
  }

  private static String endpoint(RdsThing instance, String name, String port) {
    String address = tag("Address", name + ".x.rds.amazonaws.com") + tag("Port", port);
    return instance.status.equals("creating") ? "" : tag("Endpoint", address);
  }

  private static String groups(String value) {
    StringBuilder all = new StringBuilder();
    for (String group : value.split(",", -1)) {
      all.append(
          tag(
              "VpcSecurityGroupMembership",
              tag("VpcSecurityGroupId", group) + tag("Status", "active")));
    }
    return all.toString();
  }

  private static String tags(RdsThing thing) {
    StringBuilder all = new StringBuilder();
    thing.tags.forEach(
        (key, value) ->
            all.append(tag("Tag", tag("Key", escaped(key)) + tag("Value", escaped(value)))));
    return tag("TagList", all.toString());
  }

  static String tag(String name, String content) {
    return "<" + name + ">" + content + "</" + name + ">";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }
}
