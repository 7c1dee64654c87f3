package io.drillbook.driver.source.rds;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBParameterGroupStatus;
import software.amazon.awssdk.services.rds.model.OptionGroupMembership;
import software.amazon.awssdk.services.rds.model.Tag;
import software.amazon.awssdk.services.rds.model.VpcSecurityGroupMembership;

/**
 * How an instance is set up, by the names of the service's own parameters.
 *
 * @param firm what data and safety hang on: must come back equal
 * @param loose what the service may decide otherwise: a difference is told
 * @param tags without those that only the service sets and the marks of an earlier restore
 */
record Shape(Map<String, String> firm, Map<String, String> loose, Map<String, String> tags) {
  static final String CLASS = "DBInstanceClass";
  static final String SUBNETS = "DBSubnetGroupName";
  static final String PARAMETERS = "DBParameterGroupName";
  static final String OPTIONS = "OptionGroupName";
  static final String SECURITY_GROUPS = "VpcSecurityGroupIds";
  static final String MULTI_AZ = "MultiAZ";
  static final String PUBLIC = "PubliclyAccessible";
  static final String IAM = "EnableIAMDatabaseAuthentication";
  static final String PROTECTED = "DeletionProtection";
  static final String RETENTION = "BackupRetentionPeriod";
  static final String BACKUPS_AT = "PreferredBackupWindow";
  static final String UPKEEP_AT = "PreferredMaintenanceWindow";
  static final String AUTHORITY = "CACertificateIdentifier";
  static final String PORT = "Port";
  static final String MINOR = "AutoMinorVersionUpgrade";
  static final String COPY_TAGS = "CopyTagsToSnapshot";
  static final String STORAGE = "AllocatedStorage";
  static final String MOST_STORAGE = "MaxAllocatedStorage";

  /** What is asked for when the instance is made. */
  private static final List<String> AT_RESTORE =
      List.of(CLASS, SUBNETS, PARAMETERS, OPTIONS, MULTI_AZ, PUBLIC, IAM, PORT, MINOR, COPY_TAGS);

  /** What can be asked for once it is there. */
  private static final List<String> AT_MODIFY =
      List.of(RETENTION, BACKUPS_AT, UPKEEP_AT, AUTHORITY, MOST_STORAGE, PROTECTED);

  static Shape of(DBInstance instance) {
    Map<String, String> firm = new TreeMap<>();
    put(firm, "Engine", instance.engine());
    put(firm, CLASS, instance.dbInstanceClass());
    put(firm, STORAGE, instance.allocatedStorage());
    put(firm, "StorageEncrypted", instance.storageEncrypted());
    put(firm, MULTI_AZ, instance.multiAZ());
    put(firm, PUBLIC, instance.publiclyAccessible());
    put(firm, IAM, instance.iamDatabaseAuthenticationEnabled());
    put(firm, PROTECTED, instance.deletionProtection());
    put(firm, RETENTION, instance.backupRetentionPeriod());
    if (instance.dbSubnetGroup() != null) {
      put(firm, SUBNETS, instance.dbSubnetGroup().dbSubnetGroupName());
    }
    Stream<String> parameters =
        instance.dbParameterGroups().stream().map(DBParameterGroupStatus::dbParameterGroupName);
    put(firm, PARAMETERS, joined(parameters));
    Stream<String> groups =
        instance.vpcSecurityGroups().stream().map(VpcSecurityGroupMembership::vpcSecurityGroupId);
    put(firm, SECURITY_GROUPS, joined(groups));
    Map<String, String> tags = new TreeMap<>();
    for (Tag tag : instance.tagList()) {
      if (!tag.key().startsWith("aws:") && !tag.key().startsWith(Ownership.PREFIX)) {
        tags.put(tag.key(), tag.value());
      }
    }
    return new Shape(firm, loose(instance), tags);
  }

  private static Map<String, String> loose(DBInstance instance) {
    Map<String, String> loose = new TreeMap<>();
    put(loose, "EngineVersion", instance.engineVersion());
    put(loose, "LicenseModel", instance.licenseModel());
    put(loose, "StorageType", instance.storageType());
    put(loose, "Iops", instance.iops());
    put(loose, "StorageThroughput", instance.storageThroughput());
    put(loose, MOST_STORAGE, instance.maxAllocatedStorage());
    put(loose, "NetworkType", instance.networkType());
    put(loose, BACKUPS_AT, instance.preferredBackupWindow());
    put(loose, UPKEEP_AT, instance.preferredMaintenanceWindow());
    put(loose, AUTHORITY, instance.caCertificateIdentifier());
    put(loose, PORT, instance.endpoint() == null ? null : instance.endpoint().port());
    put(loose, MINOR, instance.autoMinorVersionUpgrade());
    put(loose, COPY_TAGS, instance.copyTagsToSnapshot());
    Stream<String> options =
        instance.optionGroupMemberships().stream().map(OptionGroupMembership::optionGroupName);
    put(loose, OPTIONS, joined(options));
    return loose;
  }

  /** As the target wants it. */
  Shape with(Map<String, String> instead) {
    Map<String, String> other = new TreeMap<>(firm);
    Map<String, String> otherLoose = new TreeMap<>(loose);
    instead.forEach((name, value) -> (name.equals(OPTIONS) ? otherLoose : other).put(name, value));
    return new Shape(other, otherLoose, tags);
  }

  Optional<String> get(String name) {
    return Optional.ofNullable(firm.getOrDefault(name, loose.get(name)));
  }

  List<String> securityGroups() {
    return get(SECURITY_GROUPS).map(it -> List.of(it.split(","))).orElse(List.of());
  }

  /** What differs from how it is found, as {@code name is this instead of that}. */
  static List<String> differences(Map<String, String> mine, Map<String, String> found) {
    List<String> all = new ArrayList<>();
    mine.forEach(
        (name, value) -> {
          if (!value.equals(found.get(name))) {
            all.add(name + " is " + found.get(name) + " instead of " + value);
          }
        });
    return all;
  }

  /** The parameters of the request that makes it, as a person sends them. */
  Map<String, String> restoreForm() {
    Map<String, String> form = only(AT_RESTORE);
    int number = 0;
    for (String group : securityGroups()) {
      form.put(SECURITY_GROUPS + ".VpcSecurityGroupId." + ++number, group);
    }
    int tag = 0;
    for (Map.Entry<String, String> one : tags.entrySet()) {
      form.put("Tags.Tag." + ++tag + ".Key", one.getKey());
      form.put("Tags.Tag." + tag + ".Value", one.getValue());
    }
    return form;
  }

  Map<String, String> modifyForm() {
    return only(AT_MODIFY);
  }

  private Map<String, String> only(List<String> names) {
    Map<String, String> form = new TreeMap<>();
    names.forEach(name -> get(name).ifPresent(value -> form.put(name, value)));
    return form;
  }

  /** A number for all that is firm. */
  long checksum() {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      firm.forEach(
          (name, value) ->
              sha.update((name + "\n" + value + "\n").getBytes(StandardCharsets.UTF_8)));
      return ByteBuffer.wrap(sha.digest()).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  static String joined(Stream<String> names) {
    return String.join(",", names.sorted().toList());
  }

  private static void put(Map<String, String> map, String name, Object value) {
    if (value != null && !value.toString().isEmpty()) {
      map.put(name, value.toString());
    }
  }
}
