package io.drillbook.driver.source.sanity;

import io.drillbook.domain.plan.SecretReference;
import io.drillbook.domain.plan.Settings;
import io.drillbook.driver.source.SourceDriverContract;
import io.drillbook.spi.secret.Secret;
import io.drillbook.spi.secret.Secrets;
import io.drillbook.spi.source.SourceDriver;
import io.drillbook.testbed.SanityStub;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract against a stub of the documented API: the service itself cannot be had. */
class SanitySourceDriverIT extends SourceDriverContract {
  private static final AtomicInteger TARGETS = new AtomicInteger();
  static final Secrets SECRETS = reference -> Secret.of(reference.name());
  static final String HOME = "production";
  private static SanityStub stub;

  @BeforeAll
  static void fill() {
    stub = new SanityStub();
    fill(stub, HOME);
  }

  @AfterAll
  static void stop() {
    stub.close();
  }

  /** Posts that refer to authors that come later, drafts, a picture used twice, a lonely file. */
  static void fill(SanityStub stub, String dataset) {
    stub.createDataset(dataset);
    stub.put(dataset, "{\"_id\":\"_.groups.public\",\"_type\":\"system.group\"}");
    byte[] picture = "a picture of a candle".getBytes(StandardCharsets.UTF_8);
    String image = stub.upload(dataset, "images", "candle.png", picture);
    stub.upload(dataset, "files", "terms.txt", new byte[300_000]);
    for (int n = 0; n < 300; n++) {
      stub.put(
          dataset,
          """
          {"_id": "post-%1$d", "_type": "post", "title": "ä %1$d", "price": 1.50, "order": %1$d,
           "author": {"_type": "reference", "_ref": "writer-%2$d"},
           "related": [{"_key": "a", "_type": "reference", "_ref": "post-0", "_weak": true}],
           "cover": {"_type": "image", "alt": "candle", "asset": {"_type": "reference", "_ref": "%3$s"}}}
          """
              .formatted(n, n % 7, image));
    }
    for (int n = 0; n < 7; n++) {
      stub.put(dataset, "{\"_id\":\"writer-%d\",\"_type\":\"author\",\"name\":\"n\"}".formatted(n));
    }
    stub.put(dataset, "{\"_id\":\"drafts.post-1\",\"_type\":\"post\",\"title\":\"a draft\"}");
  }

  static Settings settings(SanityStub stub, String dataset) {
    return new Settings(
        Map.of(
            "project",
            SanityStub.PROJECT,
            "dataset",
            dataset,
            "api-host",
            stub.host(),
            "token",
            new SecretReference("test", SanityStub.TOKEN)));
  }

  @Override
  protected SourceDriver driver() {
    return new SanitySourceDriver(SECRETS, Clock.systemUTC());
  }

  @Override
  protected Settings source() {
    return settings(stub, HOME);
  }

  @Override
  protected Settings newTarget() {
    return settings(stub, "restored-" + TARGETS.incrementAndGet());
  }

  @Override
  protected String digest(Settings place) {
    return stub.digest(place.text("dataset"));
  }

  @Override
  protected void occupy(Settings target) {
    stub.createDataset(target.text("dataset"));
    stub.put(target.text("dataset"), "{\"_id\":\"precious\",\"_type\":\"post\"}");
  }

  @Override
  protected boolean isGone(Settings target) {
    return !stub.hasDataset(target.text("dataset"));
  }

  @Override
  protected Settings withWrongCredentials(Settings place) {
    return with(place, "token", new SecretReference("test", "not-the-token"));
  }

  @Override
  protected Settings unreachable(Settings place) {
    return with(place, "api-host", "http://127.0.0.1:1");
  }

  @Override
  protected Settings byAnotherAddress(Settings source) {
    return with(source, "api-host", stub.host().replace("127.0.0.1", "localhost"));
  }
}
