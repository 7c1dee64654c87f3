package io.drillbook.testbed;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The instances and snapshots of an account, in all its regions, and what may be done to them. */
final class RdsCloud {
  private static final String ACCOUNT = "123456789012";

  private final TreeMap<String, RdsThing> instances = new TreeMap<>();
  private final TreeMap<String, RdsThing> snapshots = new TreeMap<>();
  private final AtomicInteger resources = new AtomicInteger();
  private volatile String ending = "available";
  private volatile int snapshotLooks = RdsThing.LOOKS;

  /** New snapshots and instances end in this state from now on. */
  void endIn(String state) {
    ending = state;
  }

  /** Snapshots are whole at the first look. */
  void hurry() {
    snapshotLooks = 0;
  }

  /** Puts an instance there that is available. */
  synchronized void put(String id, Map<String, String> fields, String data) {
    RdsThing instance = instance(RdsServer.REGION, id);
    instance.fields.putAll(fields);
    instance.data = data;
    instance.status = "available";
    instance.looks = 0;
    instance.tags.put("team", "shop");
    instances.put(RdsServer.REGION + "/" + id, instance);
  }

  private RdsThing instance(String region, String id) {
    RdsThing instance = new RdsThing();
    instance.arn = "arn:aws:rds:" + region + ":" + ACCOUNT + ":db:" + id;
    instance.fields.put("DbiResourceId", "db-RESOURCE" + resources.incrementAndGet());
    instance.fields.put("BackupRetentionPeriod", "1");
    instance.fields.put("DeletionProtection", "false");
    instance.fields.put("PreferredBackupWindow", "02:00-02:30");
    instance.fields.put("PreferredMaintenanceWindow", "mon:05:00-mon:05:30");
    instance.fields.put("CACertificateIdentifier", "rds-ca-rsa2048-g1");
    instance.later = ending;
    return instance;
  }

  /** All of an instance but its name, its address, its resource id and the marks. */
  synchronized String digest(String region, String id) {
    RdsThing instance = instances.get(region + "/" + id);
    if (instance == null) {
      return "not there";
    }
    TreeMap<String, String> fields = new TreeMap<>(instance.fields);
    fields.remove("DbiResourceId");
    TreeMap<String, String> tags = new TreeMap<>(instance.tags);
    tags.keySet().removeIf(key -> key.startsWith("drillbook-"));
    return instance.data + "\n" + fields + "\n" + tags;
  }

  synchronized boolean isGone(String region, String id) {
    RdsThing instance = instances.get(region + "/" + id);
    return instance == null || instance.status.equals("deleting");
  }

  synchronized void loseSnapshots() {
    snapshots.clear();
  }

  synchronized List<String> snapshots() {
    return List.copyOf(snapshots.keySet());
  }

  synchronized void set(String id, String field, String value) {
    instances.get(RdsServer.REGION + "/" + id).fields.put(field, value);
  }

  /** Does what an action asks for, in a region; gives the inside of the answer. */
  synchronized String answer(String action, String region, Map<String, String> sent) {
    String instance = region + "/" + sent.getOrDefault("DBInstanceIdentifier", "");
    String snapshot = region + "/" + sent.getOrDefault("DBSnapshotIdentifier", "");
    return switch (action) {
      case "DescribeDBInstances" -> RdsXml.tag("DBInstances", describeInstance(instance));
      case "DescribeDBSnapshots" -> RdsXml.tag("DBSnapshots", describeSnapshot(snapshot));
      case "CreateDBSnapshot" -> create(instance, snapshot, region, sent);
      case "CopyDBSnapshot" -> copy(region, sent);
      case "RestoreDBInstanceFromDBSnapshot" -> restore(instance, snapshot, region, sent);
      case "ModifyDBInstance" -> modify(available(instance), sent);
      case "DeleteDBInstance" -> delete(available(instance), sent);
      case "DeleteDBSnapshot" -> deleteSnapshot(snapshot);
      case "AddTagsToResource" -> addTags(sent);
      default -> throw new Refused(400, "InvalidAction");
    };
  }

  private RdsThing there(Map<String, RdsThing> things, String id, String word) {
    RdsThing thing = things.get(id);
    if (thing == null) {
      throw new Refused(404, word);
    }
    return thing;
  }

  private RdsThing available(String id) {
    RdsThing instance = there(instances, id, "DBInstanceNotFound");
    if (List.of("deleting", "modifying").contains(instance.status)) {
      throw new Refused(400, "InvalidDBInstanceState");
    }
    return instance;
  }

  private String describeInstance(String id) {
    RdsThing instance = there(instances, id, "DBInstanceNotFound");
    instance.look();
    if (instance.status.equals("gone")) {
      instances.remove(id);
      throw new Refused(404, "DBInstanceNotFound");
    }
    return RdsXml.instance(name(id), instance);
  }

  private String describeSnapshot(String id) {
    RdsThing snapshot = there(snapshots, id, "DBSnapshotNotFound");
    snapshot.look();
    return RdsXml.snapshot(name(id), snapshot);
  }

  private static String name(String id) {
    return id.substring(id.indexOf('/') + 1);
  }

  private String create(String instance, String id, String region, Map<String, String> sent) {
    RdsThing from = available(instance);
    return put(from, id, region, sent);
  }

  private String put(RdsThing from, String id, String region, Map<String, String> sent) {
    if (snapshots.containsKey(id)) {
      throw new Refused(400, "DBSnapshotAlreadyExists");
    }
    RdsThing snapshot = new RdsThing();
    snapshot.fields.putAll(from.fields);
    snapshot.data = from.data;
    snapshot.arn = "arn:aws:rds:" + region + ":" + ACCOUNT + ":snapshot:" + name(id);
    snapshot.later = ending;
    snapshot.looks = snapshotLooks;
    snapshot.tag(sent);
    snapshots.put(id, snapshot);
    return "";
  }

  private String copy(String region, Map<String, String> sent) {
    RdsThing from =
        snapshots.values().stream()
            .filter(one -> one.arn.equals(sent.get("SourceDBSnapshotIdentifier")))
            .findFirst()
            .orElseThrow(() -> new Refused(404, "DBSnapshotNotFound"));
    if (!from.status.equals("available") || !sent.containsKey("PreSignedUrl")) {
      throw new Refused(400, "InvalidDBSnapshotState");
    }
    String id = region + "/" + sent.get("TargetDBSnapshotIdentifier");
    put(from, id, region, sent);
    if ("true".equals(from.fields.get("StorageEncrypted"))) {
      if (!sent.containsKey("KmsKeyId")) {
        throw new Refused(400, "KMSKeyNotAccessibleFault");
      }
      snapshots.get(id).fields.put("KmsKeyId", sent.get("KmsKeyId"));
    }
    return "";
  }

  /** What the snapshot does not say is as at a new instance. */
  private String restore(String id, String from, String region, Map<String, String> sent) {
    RdsThing snapshot = there(snapshots, from, "DBSnapshotNotFound");
    if (!snapshot.status.equals("available")) {
      throw new Refused(400, "InvalidDBSnapshotState");
    }
    if (instances.containsKey(id)) {
      throw new Refused(400, "DBInstanceAlreadyExists");
    }
    RdsThing made = instance(region, name(id));
    for (String field :
        List.of(
            "Engine",
            "EngineVersion",
            "AllocatedStorage",
            "StorageType",
            "StorageEncrypted",
            "KmsKeyId",
            "LicenseModel")) {
      if (snapshot.fields.containsKey(field)) {
        made.fields.put(field, snapshot.fields.get(field));
      }
    }
    made.fields.put("DBInstanceClass", "db.t3.micro");
    take(made.fields, sent);
    made.data = snapshot.data;
    made.tag(sent);
    instances.put(id, made);
    return "";
  }

  /** Settings of a request; a list is numbered. */
  private static void take(Map<String, String> fields, Map<String, String> sent) {
    TreeMap<String, String> groups = new TreeMap<>();
    sent.forEach(
        (name, value) -> {
          if (name.startsWith("VpcSecurityGroupIds.")) {
            groups.put(value, value);
          } else if (!name.matches(
              "Action|Version|DBInstanceIdentifier|DBSnapshotIdentifier|ApplyImmediately|Tags.*")) {
            fields.put(name, value);
          }
        });
    if (!groups.isEmpty()) {
      fields.put("VpcSecurityGroupIds", String.join(",", groups.keySet()));
    }
  }

  private static String modify(RdsThing instance, Map<String, String> sent) {
    if (!instance.status.equals("available")) {
      throw new Refused(400, "InvalidDBInstanceState");
    }
    if (sent.getOrDefault("DeletionProtection", "").equals("false")) {
      instance.fields.put("DeletionProtection", "false");
      return "";
    }
    take(instance.pending, sent);
    instance.looks = 1;
    instance.later = "available";
    instance.status = "modifying";
    return "";
  }

  private static String delete(RdsThing instance, Map<String, String> sent) {
    if (instance.fields.get("DeletionProtection").equals("true")) {
      throw new Refused(400, "InvalidParameterCombination");
    }
    if (!sent.getOrDefault("SkipFinalSnapshot", "").equals("true")) {
      throw new Refused(400, "InvalidParameterCombination");
    }
    instance.status = "deleting";
    instance.later = "gone";
    instance.looks = 1;
    return "";
  }

  private String deleteSnapshot(String id) {
    RdsThing snapshot = there(snapshots, id, "DBSnapshotNotFound");
    if (snapshot.status.equals("creating")) {
      throw new Refused(400, "InvalidDBSnapshotState");
    }
    snapshots.remove(id);
    return "";
  }

  private String addTags(Map<String, String> sent) {
    String arn = sent.get("ResourceName");
    instances.values().stream().filter(one -> one.arn.equals(arn)).forEach(one -> one.tag(sent));
    return "";
  }
}
