package io.drillbook.testbed;

import java.util.Map;
import java.util.TreeMap;

/** The instance of a shop, with everything set otherwise than by default. */
public final class RdsShop {
  public static final String INSTANCE = "shop-db";

  private RdsShop() {}

  public static void make(RdsServer server) {
    Map<String, String> fields = new TreeMap<>();
    fields.put("Engine", "postgres");
    fields.put("EngineVersion", "16.4");
    fields.put("DBInstanceClass", "db.m6g.large");
    fields.put("AllocatedStorage", "100");
    fields.put("MaxAllocatedStorage", "500");
    fields.put("StorageType", "gp3");
    fields.put("StorageEncrypted", "true");
    fields.put("KmsKeyId", "arn:aws:kms:eu-central-1:123456789012:key/1");
    fields.put("MultiAZ", "true");
    fields.put("PubliclyAccessible", "false");
    fields.put("EnableIAMDatabaseAuthentication", "true");
    fields.put("DeletionProtection", "true");
    fields.put("BackupRetentionPeriod", "14");
    fields.put("PreferredBackupWindow", "03:15-03:45");
    fields.put("PreferredMaintenanceWindow", "sun:04:00-sun:04:30");
    fields.put("CACertificateIdentifier", "rds-ca-ecc384-g1");
    fields.put("AutoMinorVersionUpgrade", "false");
    fields.put("CopyTagsToSnapshot", "true");
    fields.put("DBSubnetGroupName", "private");
    fields.put("DBParameterGroupName", "shop-postgres16");
    fields.put("OptionGroupName", "default:postgres-16");
    fields.put("VpcSecurityGroupIds", "sg-1,sg-2");
    fields.put("Port", "5433");
    server.put(INSTANCE, fields, "a million orders");
  }
}
