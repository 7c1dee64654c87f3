package io.drillbook.byhand;

import io.drillbook.domain.plan.SecretReference;
import io.drillbook.domain.plan.Settings;
import io.drillbook.testbed.SanityStub;
import io.drillbook.testbed.SanityTools;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * A dataset, brought back by Sanity's own import. The service is a stub of its API, and the program
 * {@code sanity} a few lines around the packages that it is made of, since it asks the real service
 * only.
 */
final class SanityByHand implements ByHandSource {
  private final SanityStub stub = new SanityStub();

  SanityByHand() {
    stub.createDataset("production");
    String image =
        stub.upload(
            "production", "images", "one.png", "a picture".getBytes(StandardCharsets.UTF_8));
    stub.put(
        "production",
        """
        {"_id": "post-1", "_type": "post", "title": "ä",
         "cover": {"_type": "image", "alt": "one", "asset": {"_type": "reference", "_ref": "%s"}}}
        """
            .formatted(image));
    stub.put("production", "{\"_id\":\"drafts.post-1\",\"_type\":\"post\",\"title\":\"draft\"}");
  }

  @Override
  public String kind() {
    return "sanity";
  }

  @Override
  public Settings source() {
    return new Settings(
        Map.of(
            "project",
            SanityStub.PROJECT,
            "dataset",
            "production",
            "api-host",
            stub.host(),
            "token",
            new SecretReference("test", "sanity")));
  }

  @Override
  public Map<String, String> exports() {
    return Map.of(
        "SANITY_AUTH_TOKEN",
        SanityStub.TOKEN,
        "SANITY_API_HOST",
        stub.host(),
        "DATASET",
        "back",
        // An exported function of bash: the only program here that is not the real one.
        "BASH_FUNC_sanity%%",
        "() { /usr/bin/node " + SanityTools.program() + " \"$@\"; }");
  }

  @Override
  public String before() {
    return stub.digest("production");
  }

  @Override
  public String after(Path work) {
    return stub.digest("back");
  }

  @Override
  public void close() {
    stub.close();
  }
}
