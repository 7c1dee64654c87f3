package io.drillbook.driver.vault.s3;

import io.drillbook.domain.plan.Settings;
import io.drillbook.testbed.S3Server;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** What a vault is made of, for tests of one piece against a real server. */
record S3Parts(S3Settings settings, S3Connection connection, S3Bucket bucket, Removal removal) {
  static S3Parts of(Map<String, Object> settings) {
    S3Settings s3 = S3Settings.of(new Settings(settings));
    S3Connection connection = new S3Connection("offsite", s3, S3Server.SECRETS, Clock.systemUTC());
    S3Bucket bucket = new S3Bucket(connection, s3);
    return new S3Parts(s3, connection, bucket, new Removal(connection, bucket, Clock.systemUTC()));
  }

  /** A claim of an upload of its own. */
  Claim claim(String key) {
    NewObject object =
        new NewObject(bucket.name(), key, settings, Optional.empty(), Clock.systemUTC());
    return new Claim(connection, bucket, object, removal);
  }
}
