package io.drillbook.driver.source.s3bucket;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.plan.SecretReference;
import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.driver.source.MemoryMembers;
import io.drillbook.driver.source.SourceDriverContract;
import io.drillbook.driver.source.TestStep;
import io.drillbook.spi.source.SourceDriver;
import io.drillbook.testbed.S3Server;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract with a bucket, on whatever server. */
abstract class BucketContract extends SourceDriverContract {
  private static final Map<Class<?>, String> SOURCES = new HashMap<>();
  private static final String PREFIX = "restored/";

  private Buckets buckets;

  abstract S3Server server();

  /** Whether the bytes are captured too. */
  abstract boolean copies();

  /** Another name of the server's host. */
  abstract String otherEndpoint();

  @BeforeEach
  void makeSource() {
    buckets = new Buckets(server());
    SOURCES.computeIfAbsent(
        getClass(),
        any -> {
          String name = buckets.make(true);
          buckets.zoo(name);
          if (hasLogin()) {
            buckets.hostileKeys(name);
          }
          return name;
        });
  }

  @Override
  protected SourceDriver driver() {
    return new S3BucketSourceDriver(S3Server.SECRETS, Clock.systemUTC());
  }

  @Override
  protected Settings source() {
    return buckets.settings(SOURCES.get(getClass()), Map.of("copy", copies()));
  }

  @Override
  protected Settings newTarget() {
    return buckets.settings(buckets.make(copies()), Map.of("prefix", PREFIX));
  }

  @Override
  protected String digest(Settings place) {
    return buckets.digest(place.text("bucket"), place.optionalText("prefix").orElse(""));
  }

  @Override
  protected void occupy(Settings target) {
    buckets.put(target.text("bucket"), PREFIX + "theirs", "precious");
  }

  @Override
  protected boolean isGone(Settings target) {
    return buckets.versions(target.text("bucket")) == 0;
  }

  @Override
  protected Settings withWrongCredentials(Settings place) {
    return with(place, "secret-key", new SecretReference("test", "rotated"));
  }

  @Override
  protected Settings unreachable(Settings place) {
    return with(place, "endpoint", "https://localhost:1");
  }

  @Override
  protected Settings byAnotherAddress(Settings source) {
    return with(source, "endpoint", otherEndpoint());
  }

  @Test
  void whatWasSeenIsCountedAndTheRestIsInTheInventory() {
    MemoryMembers members = new MemoryMembers("db");
    SourceCapture capture = capture(members);
    assertThat(capture.contents()).containsEntry("objects", hasLogin() ? 12L : 8L);
    assertThat(capture.facts())
        .containsEntry("versions", hasLogin() ? "15" : "11")
        .containsEntry("delete markers", "2")
        .containsEntry("versioning", "enabled")
        .containsEntry("copy", String.valueOf(copies()));
  }

  @Test
  void onlySomeKeysComeBackWhereOnlySomeAreAskedFor() {
    MemoryMembers members = new MemoryMembers("db");
    SourceCapture capture = capture(members);
    Settings target = with(newTarget(), "only", "a");
    var report = restore(capture, members, target, TestStep.of(newRun(), 1));
    assertThat(report.contents()).containsEntry("objects", 3L);
    assertThat(digest(target).lines()).hasSize(3);
  }
}
