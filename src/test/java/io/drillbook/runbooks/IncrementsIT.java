package io.drillbook.runbooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.point.CatalogPoint;
import io.drillbook.spi.store.CatalogStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A folder backed up by the server three times, restored as of each, also by a server anew. */
class IncrementsIT {
  private static ShopBed shop;
  private static Path media;

  @BeforeAll
  static void start() throws Exception {
    shop = new ShopBed("1h");
    media = Files.createDirectories(shop.home().resolve("media"));
    shop.changePlan(
        "sources:\n",
        "sources:\n  media: { kind: directory, path: \"%s\", full-every: 7d }\n".formatted(media));
    String targets = "targets:\n";
    for (String name : List.of("one", "two", "three")) {
      targets +=
          "  %1$s: { sources: { media: { path: \"%2$s/%1$s\" } } }\n".formatted(name, shop.home());
    }
    shop.changePlan("targets:\n", targets);
    shop.serve();
  }

  @AfterAll
  static void stop() throws Exception {
    shop.close();
  }

  @Test
  void eachOfThreePointsComesBackAsItWasAndTheCatalogIsBuiltAnewFromTheVault() throws Exception {
    List<String> points = new ArrayList<>();
    List<String> digests = new ArrayList<>();
    for (String change :
        List.of(
            "mkdir -p a/b c; seq 9999 > a/numbers; head -c 400000 /dev/urandom > a/b/big; echo 1 > c/x;"
                + " echo o > old; ln -s a link; sleep 2.1",
            "rm -r c old; echo more >> a/numbers; echo n > a/new; chmod 0600 a/b/big",
            "rm link a/new; mkdir link; mv a/b link/moved; echo 2 > old")) {
      bash("cd \"$1\"; " + change);
      points.add(shop.backup());
      digests.add(digest(media));
    }
    CatalogStore catalog = shop.server().getBean(CatalogStore.class);
    assertThat(catalog.find("shop", points.get(2)).orElseThrow().needs())
        .containsExactlyInAnyOrder(points.get(0), points.get(1));
    assertThat(catalog.captures("shop", points.get(1)).get("media").capture().facts())
        .containsEntry("files written", "2");

    forgetAndFindAgain(catalog, points);

    List<String> targets = List.of("one", "two", "three");
    for (int i = 0; i < targets.size(); i++) {
      Map<String, Object> order =
          Map.of("point", points.get(i), "target", targets.get(i), "source", "media");
      String run = shop.start("oncall", "restores", order);
      assertThat(shop.ended(run).at("/run/verdict").asText()).isEqualTo("succeeded");
      assertThat(digest(shop.home().resolve(targets.get(i)))).isEqualTo(digests.get(i));
    }
  }

  private static void forgetAndFindAgain(CatalogStore catalog, List<String> points) {
    points.forEach(point -> catalog.expire("shop", point, List.of()));
    assertThat(catalog.points("shop")).isEmpty();
    Client oncall = shop.as("oncall");
    oncall.post("/api/v1/catalog/rebuild", Map.of());
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> oncall.get("/api/v1/catalog/work"), work -> work.path("endedAt").isTextual());
    assertThat(catalog.points("shop"))
        .hasSize(3)
        .allMatch(CatalogPoint::usable)
        .first()
        .extracting(it -> it.needs().size())
        .isEqualTo(2);
  }

  private static String digest(Path place) {
    return run(
        "cd \"$1\"; find . -printf '%P|%y|%m|%U|%G|%T@|%l\\n' |"
            + " sed -E 's/([0-9][.][0-9]{6})[0-9]{4}/\\1/' | sort; find . -type f -print0 | sort -z |"
            + " xargs -0r sha256sum",
        place);
  }

  private static void bash(String script) {
    run(script, media);
  }

  private static String run(String script, Path place) {
    try {
      Process process =
          new ProcessBuilder("bash", "-euc", script, "bash", place.toString())
              .redirectErrorStream(true)
              .start();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(text).isZero();
      return text;
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
