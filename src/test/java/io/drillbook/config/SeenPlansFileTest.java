package io.drillbook.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.audit.SeenPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeenPlansFileTest {
  @TempDir Path temp;
  private Path file;
  private SeenPlansFile seen;

  @BeforeEach
  void begin() {
    file = temp.resolve("var/plans-in-force");
    seen = new SeenPlansFile(file);
  }

  @Test
  void whatWasKeptLastIsRead() {
    assertThat(seen.read()).isEmpty();
    seen.keep(List.of());
    assertThat(seen.read()).hasValue(List.of());
    SeenPlan wiki = new SeenPlan("wiki", 3, "");
    SeenPlan shop = new SeenPlan("shop", 12, "cafe");
    seen.keep(List.of(wiki, shop));
    assertThat(new SeenPlansFile(file).read()).hasValue(List.of(shop, wiki));
  }

  @Test
  void whatCannotBeReadCountsAsNotKept() throws IOException {
    for (String damaged : List.of("shop", "shop x cafe", "shop 1", "\n")) {
      seen.keep(List.of());
      Files.writeString(file, damaged);
      assertThat(seen.read()).as(damaged).isEmpty();
    }
  }

  @Test
  void whatCannotBeKeptStopsNobody() throws IOException {
    Files.writeString(temp.resolve("var"), "no folder");
    seen.keep(List.of(new SeenPlan("shop", 1, "cafe")));
    assertThat(seen.read()).isEmpty();
  }
}
