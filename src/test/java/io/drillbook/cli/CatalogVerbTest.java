package io.drillbook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.point.CatalogPoint;
import io.drillbook.domain.point.PointState;
import io.drillbook.web.ApiBed;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The catalog's verbs against a server that has no vault left. */
class CatalogVerbTest {
  private final ApiBed bed = new ApiBed();

  @BeforeEach
  void logIn() {
    System.setProperty("DRILLBOOK_USER", "olga");
    System.setProperty("DRILLBOOK_PASSWORD", "secret");
  }

  @AfterEach
  void logOut() {
    System.clearProperty("DRILLBOOK_USER");
    System.clearProperty("DRILLBOOK_PASSWORD");
    bed.close();
  }

  private Typed catalog(String... more) {
    String[] words = new String[more.length + 3];
    words[0] = "catalog";
    System.arraycopy(more, 0, words, 1, more.length);
    words[more.length + 1] = "--server";
    words[more.length + 2] = bed.address();
    return Typed.of(words);
  }

  @Test
  void anEmptyCatalogWithoutVaultsIsFine() {
    Typed checked = catalog("check");
    assertThat(checked.exit()).as(checked.all()).isZero();
    assertThat(checked.out()).contains("No recovery point anywhere.");
    assertThat(catalog("rebuild", "--wait", "--json").out())
        .contains("\"task\" : \"rebuild\"", "\"by\" : \"olga\"", "\"good\" : true");
  }

  @Test
  void whatCouldNotBeReadIsSaidAndEndsWithOne() {
    Instant at = Instant.parse("2026-11-21T09:00:00Z");
    bed.points.add(
        new CatalogPoint(
            "shop",
            "20261121T090000Z-00000a",
            "backup-1",
            at,
            Optional.of(at),
            PointState.SEALED,
            List.of("gone"),
            1,
            Map.of("db", at)));
    Typed checked = catalog("check");
    assertThat(checked.exit()).isEqualTo(1);
    assertThat(checked.out())
        .contains("Found {known=", "NOT READ: gone: it is no longer configured");
  }

  @Test
  void whoMayNotStartRunbooksMayNotWorkOnTheCatalog() {
    bed.group = "approvers";
    assertThat(catalog("rebuild").exit()).isEqualTo(3);
    bed.group = "camunda-admin";
    assertThat(catalog("rebuild", "--wait").exit()).isZero();
  }
}
