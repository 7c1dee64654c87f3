package io.drillbook.testbed;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A double of Amazon RDS, written after its API reference; the service itself cannot be had here.
 * Query protocol with signed requests; snapshots and instances take some looks to become available,
 * a region is the one that a request is signed for, an instance's data is a text.
 */
public final class RdsServer implements AutoCloseable {
  public static final String ACCESS_KEY = "AKIATHEACCESSKEY";
  public static final String SECRET_KEY = "the+secret/key-of-the-test";
  public static final String REGION = "eu-central-1";
  public static final String OTHER_REGION = "eu-west-1";

  private static final String ACCOUNT = "123456789012";
  private static final int LOOKS = 2;

  /** What the service refuses, in its own word. */
  private static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int status;

    Refused(int status, String word) {
      super(word);
      this.status = status;
    }
  }

  /** An instance or a snapshot, by the names of the service's parameters. */
  private static final class Thing {
    private final TreeMap<String, String> fields = new TreeMap<>();
    private final TreeMap<String, String> tags = new TreeMap<>();
    private final TreeMap<String, String> pending = new TreeMap<>();
    private String arn = "";
    private String data = "";
    private String status = "creating";
    private String later = "available";
    private int looks = LOOKS;
  }

  private record Fault(int after, int times, int status, String word) {}

  private final TreeMap<String, Thing> instances = new TreeMap<>();
  private final TreeMap<String, Thing> snapshots = new TreeMap<>();
  private final Map<String, Fault> faults = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final AtomicInteger resources = new AtomicInteger();
  private final HttpServer server;
  private volatile String ending = "available";
  private volatile int snapshotLooks = LOOKS;

  public RdsServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(
        Executors.newCachedThreadPool(
            work -> {
              Thread thread = new Thread(work, "rds");
              thread.setDaemon(true);
              return thread;
            }));
    server.createContext("/", this::serve);
    server.start();
  }

  public String url(String host) {
    return "http://" + host + ":" + server.getAddress().getPort();
  }

  /** Actions with their regions. */
  public List<String> asked() {
    return asked;
  }

  /** Lets an action succeed some times and then fail some times. */
  public void fail(String action, int after, int times, int status, String word) {
    faults.put(action, new Fault(after, times, status, word));
  }

  /** New snapshots and instances end in this state from now on. */
  public void endIn(String state) {
    ending = state;
  }

  /** Snapshots are whole at the first look. */
  public void hurry() {
    snapshotLooks = 0;
  }

  /** Everything is as it should be again. */
  public void mend() {
    faults.clear();
    ending = "available";
  }

  /** Puts an instance there that is available. */
  public synchronized void put(String id, Map<String, String> fields, String data) {
    Thing instance = instance(REGION, id);
    instance.fields.putAll(fields);
    instance.data = data;
    instance.status = "available";
    instance.looks = 0;
    instance.tags.put("team", "shop");
    instances.put(REGION + "/" + id, instance);
  }

  private Thing instance(String region, String id) {
    Thing instance = new Thing();
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
  public synchronized String digest(String region, String id) {
    Thing instance = instances.get(region + "/" + id);
    if (instance == null) {
      return "not there";
    }
    TreeMap<String, String> fields = new TreeMap<>(instance.fields);
    fields.remove("DbiResourceId");
    TreeMap<String, String> tags = new TreeMap<>(instance.tags);
    tags.keySet().removeIf(key -> key.startsWith("drillbook-"));
    return instance.data + "\n" + fields + "\n" + tags;
  }

  public synchronized boolean isGone(String region, String id) {
    Thing instance = instances.get(region + "/" + id);
    return instance == null || instance.status.equals("deleting");
  }

  public synchronized void loseSnapshots() {
    snapshots.clear();
  }

  public synchronized List<String> snapshots() {
    return List.copyOf(snapshots.keySet());
  }

  public synchronized void set(String id, String field, String value) {
    instances.get(REGION + "/" + id).fields.put(field, value);
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      Map<String, String> sent = form(new String(body, StandardCharsets.UTF_8));
      String action = sent.getOrDefault("Action", "");
      int status = 200;
      String answer;
      try {
        String trouble = AwsSignature.trouble(exchange, body, "rds", ACCESS_KEY, SECRET_KEY);
        if (!trouble.isEmpty()) {
          throw new Refused(
              403, trouble.replace("InvalidSignatureException", "SignatureDoesNotMatch"));
        }
        String region = AwsSignature.region(exchange);
        asked.add(action + " " + region);
        failAsWanted(action);
        answer = tag(action + "Response", tag(action + "Result", answer(action, region, sent)));
      } catch (Refused e) {
        status = e.status;
        answer =
            tag(
                "ErrorResponse",
                tag(
                    "Error",
                    tag("Type", "Sender") + tag("Code", e.getMessage()) + tag("Message", "no")));
      }
      byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/xml");
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private static Map<String, String> form(String text) {
    Map<String, String> form = new TreeMap<>();
    for (String pair : text.split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        form.put(
            pair.substring(0, equals),
            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return form;
  }

  private void failAsWanted(String action) {
    Fault fault = faults.get(action);
    if (fault == null) {
      return;
    }
    if (fault.after > 0) {
      fail(action, fault.after - 1, fault.times, fault.status, fault.word);
    } else if (fault.times > 0) {
      fail(action, 0, fault.times - 1, fault.status, fault.word);
      throw new Refused(fault.status, fault.word);
    }
  }

  private synchronized String answer(String action, String region, Map<String, String> sent) {
    String instance = region + "/" + sent.getOrDefault("DBInstanceIdentifier", "");
    String snapshot = region + "/" + sent.getOrDefault("DBSnapshotIdentifier", "");
    return switch (action) {
      case "DescribeDBInstances" -> tag("DBInstances", describeInstance(instance));
      case "DescribeDBSnapshots" -> tag("DBSnapshots", describeSnapshot(snapshot));
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

  private Thing there(Map<String, Thing> things, String id, String word) {
    Thing thing = things.get(id);
    if (thing == null) {
      throw new Refused(404, word);
    }
    return thing;
  }

  private Thing available(String id) {
    Thing instance = there(instances, id, "DBInstanceNotFound");
    if (List.of("deleting", "modifying").contains(instance.status)) {
      throw new Refused(400, "InvalidDBInstanceState");
    }
    return instance;
  }

  /** Each look brings a thing nearer to what it is to become. */
  private static void look(Thing thing) {
    if (thing.looks-- <= 0) {
      thing.status = thing.later;
      thing.fields.putAll(thing.pending);
      thing.pending.clear();
    }
  }

  private String describeInstance(String id) {
    Thing instance = there(instances, id, "DBInstanceNotFound");
    look(instance);
    if (instance.status.equals("gone")) {
      instances.remove(id);
      throw new Refused(404, "DBInstanceNotFound");
    }
    Map<String, String> fields = instance.fields;
    StringBuilder all = new StringBuilder();
    String name = id.substring(id.indexOf('/') + 1);
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

  private static String endpoint(Thing instance, String name, String port) {
    String address = tag("Address", name + ".x.rds.amazonaws.com") + tag("Port", port);
    return instance.status.equals("creating") ? "" : tag("Endpoint", address);
  }

  private static String groups(String value) {
    StringBuilder all = new StringBuilder();
    for (String group : value.split(",")) {
      all.append(
          tag(
              "VpcSecurityGroupMembership",
              tag("VpcSecurityGroupId", group) + tag("Status", "active")));
    }
    return all.toString();
  }

  private static String tags(Thing thing) {
    StringBuilder all = new StringBuilder();
    thing.tags.forEach(
        (key, value) ->
            all.append(tag("Tag", tag("Key", escaped(key)) + tag("Value", escaped(value)))));
    return tag("TagList", all.toString());
  }

  private String describeSnapshot(String id) {
    Thing snapshot = there(snapshots, id, "DBSnapshotNotFound");
    look(snapshot);
    boolean encrypted = "true".equals(snapshot.fields.get("StorageEncrypted"));
    return tag(
        "DBSnapshot",
        tag("DBSnapshotIdentifier", id.substring(id.indexOf('/') + 1))
            + tag("DBSnapshotArn", snapshot.arn)
            + tag("Status", snapshot.status)
            + tag("PercentProgress", String.valueOf(100 - 40 * Math.max(0, snapshot.looks)))
            + tag("SnapshotCreateTime", Instant.now().toString())
            + tag("Encrypted", String.valueOf(encrypted))
            + (encrypted ? tag("KmsKeyId", snapshot.fields.get("KmsKeyId")) : "")
            + tags(snapshot));
  }

  private String create(String instance, String id, String region, Map<String, String> sent) {
    Thing from = available(instance);
    return put(from, id, region, sent);
  }

  private String put(Thing from, String id, String region, Map<String, String> sent) {
    if (snapshots.containsKey(id)) {
      throw new Refused(400, "DBSnapshotAlreadyExists");
    }
    Thing snapshot = new Thing();
    snapshot.fields.putAll(from.fields);
    snapshot.data = from.data;
    snapshot.arn =
        "arn:aws:rds:" + region + ":" + ACCOUNT + ":snapshot:" + id.substring(id.indexOf('/') + 1);
    snapshot.later = ending;
    snapshot.looks = snapshotLooks;
    addTags(snapshot, sent);
    snapshots.put(id, snapshot);
    return "";
  }

  private String copy(String region, Map<String, String> sent) {
    Thing from =
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
    Thing snapshot = there(snapshots, from, "DBSnapshotNotFound");
    if (!snapshot.status.equals("available")) {
      throw new Refused(400, "InvalidDBSnapshotState");
    }
    if (instances.containsKey(id)) {
      throw new Refused(400, "DBInstanceAlreadyExists");
    }
    Thing made = instance(region, id.substring(id.indexOf('/') + 1));
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
    addTags(made, sent);
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

  private static String modify(Thing instance, Map<String, String> sent) {
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

  private static String delete(Thing instance, Map<String, String> sent) {
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
    Thing snapshot = there(snapshots, id, "DBSnapshotNotFound");
    if (snapshot.status.equals("creating")) {
      throw new Refused(400, "InvalidDBSnapshotState");
    }
    snapshots.remove(id);
    return "";
  }

  private String addTags(Map<String, String> sent) {
    String arn = sent.get("ResourceName");
    instances.values().stream()
        .filter(one -> one.arn.equals(arn))
        .forEach(one -> addTags(one, sent));
    return "";
  }

  private static void addTags(Thing thing, Map<String, String> sent) {
    sent.forEach(
        (name, value) -> {
          if (name.matches("Tags\\.Tag\\.\\d+\\.Key")) {
            String tag = sent.get(name.replace(".Key", ".Value"));
            if (!tag.matches("[\\p{L}\\p{Z}\\p{N}_.:/=+@-]{0,256}")) {
              throw new Refused(400, "InvalidParameterValue");
            }
            thing.tags.put(value, tag);
          }
        });
  }

  private static String tag(String name, String content) {
    return "<" + name + ">" + content + "</" + name + ">";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
