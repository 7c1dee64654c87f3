package io.drillbook.testbed;

/** Secrets of a shop with labels, bytes, tags and leavers, and another team's beside them. */
public final class AwsSecrets {
  public static final String VALUE = "correct-horse-battery-staple";

  private AwsSecrets() {}

  /** Makes them below {@code shop/}. */
  public static void make(SecretsManagerServer server) {
    create(server, "shop/db", "the shop's \"database\"", "team");
    put(server, "shop/db", 1, VALUE + "-1");
    put(server, "shop/db", 2, VALUE + "-2 ä\\n\\\"");
    put(server, "shop/db", 3, VALUE + "-3");
    label(server, "shop/db", "green", 2);
    server.call(
        "PutSecretValue",
        "{\"SecretId\":\"shop/db\",\"ClientRequestToken\":\""
            + id(4)
            + "\",\"SecretString\":\"next\",\"VersionStages\":[\"AWSPENDING\",\"trial\"]}");
    server.set("shop/db", "RotationEnabled", true);
    server.set("shop/db", "RotationRules", java.util.Map.of("AutomaticallyAfterDays", 30));
    create(server, "shop/api/key", "", "team");
    server.call(
        "PutSecretValue",
        "{\"SecretId\":\"shop/api/key\",\"ClientRequestToken\":\""
            + id(1)
            + "\",\"SecretBinary\":\"AP/+gA==\"}");
    server.set("shop/api/key", "KmsKeyId", "arn:aws:kms:eu-central-1:123456789012:key/1");
    create(server, "shop/empty", "no value yet", "owner");
    create(server, "shop/leaving", "", "team");
    put(server, "shop/leaving", 1, "bye");
    server.call("DeleteSecret", "{\"SecretId\":\"shop/leaving\"}");
    create(server, "other/theirs", "", "team");
    put(server, "other/theirs", 1, "not ours");
  }

  public static void create(
      SecretsManagerServer server, String name, String description, String tag) {
    server.call(
        "CreateSecret",
        "{\"Name\":\""
            + name
            + "\",\"Description\":\""
            + description.replace("\"", "\\\"")
            + "\",\"ClientRequestToken\":\"c\",\"Tags\":[{\"Key\":\""
            + tag
            + "\",\"Value\":\"shop\"}]}");
  }

  /** Writes a version that becomes the current one. */
  public static void put(SecretsManagerServer server, String name, int number, String value) {
    server.call(
        "PutSecretValue",
        "{\"SecretId\":\""
            + name
            + "\",\"ClientRequestToken\":\""
            + id(number)
            + "\",\"SecretString\":\""
            + value
            + "\"}");
  }

  private static void label(SecretsManagerServer server, String name, String label, int number) {
    server.call(
        "UpdateSecretVersionStage",
        "{\"SecretId\":\""
            + name
            + "\",\"VersionStage\":\""
            + label
            + "\",\"MoveToVersionId\":\""
            + id(number)
            + "\"}");
  }

  private static String id(int number) {
    return "%08d-7e44-4b5a-9c1d-0123456789ab".formatted(9 - number);
  }
}
