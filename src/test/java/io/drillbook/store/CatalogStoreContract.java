package io.drillbook.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.point.CatalogPoint;
import io.drillbook.domain.point.Lineage;
import io.drillbook.domain.point.Manifest;
import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.PointState;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.spi.store.CatalogStore.Captured;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every database must hold about the catalog. */
abstract class CatalogStoreContract extends StoreContract {
  private static final String POINT = "20261120T100000Z-4f2a9c";

  private JdbcCatalogStore store;

  @BeforeEach
  void openStore() {
    store = new JdbcCatalogStore(database.dataSource, database.manager);
    store.begin("shop", POINT, "backup-1", NOW);
  }

  @Test
  void a_point_is_sealed_with_what_was_captured() {
    SourceCapture db =
        new SourceCapture(
            "db", "postgresql", NOW.plusSeconds(1), Map.of("v", "15"), Map.of("orders", 7L));
    SourceCapture media =
        new SourceCapture("media", "directory", NOW.plusSeconds(2), Map.of(), Map.of());
    store.saveCapture("shop", POINT, db, List.of(member("db", "0", 10), member("db", "1", 5)));
    store.saveCapture("shop", POINT, media, List.of(member("media", "0", 100)));

    assertThat(store.captures("shop", POINT))
        .containsEntry("db", new Captured(db, List.of(member("db", "0", 10), member("db", "1", 5))))
        .containsEntry("media", new Captured(media, List.of(member("media", "0", 100))));
    store.seal("shop", POINT, NOW.plusSeconds(9), List.of("primary", "offsite"));

    CatalogPoint point = store.find("shop", POINT).orElseThrow();
    assertThat(point.state()).isEqualTo(PointState.SEALED);
    assertThat(point.sealedAt()).contains(NOW.plusSeconds(9));
    assertThat(point.startedAt()).isEqualTo(NOW);
    assertThat(point.vaults()).containsExactly("primary", "offsite");
    assertThat(point.storedBytes()).isEqualTo(115);
    assertThat(point.dataTimes())
        .isEqualTo(Map.of("db", NOW.plusSeconds(1), "media", NOW.plusSeconds(2)));
  }

  @Test
  void the_newest_usable_point_is_the_one_that_no_broken_one_is_needed_for() {
    assertThat(store.newestUsable("shop")).as("it is being captured").isEmpty();
    store.seal("shop", POINT, NOW, List.of("primary"));
    resting("b", 1, "a");
    assertThat(store.newestUsable("shop").orElseThrow().point())
        .as("the base of b is not there")
        .isEqualTo(POINT);
    assertThat(store.find("shop", "b").orElseThrow().state()).isEqualTo(PointState.BROKEN);
    resting("c", 2, POINT);
    assertThat(store.newestUsable("shop")).isEqualTo(store.find("shop", "c"));
    store.setState("shop", "c", PointState.PROVEN, NOW);
    assertThat(store.newestUsable("shop").orElseThrow().state()).isEqualTo(PointState.PROVEN);
  }

  private void resting(String point, int second, String base) {
    store.begin("shop", point, "backup-" + point, NOW.plusSeconds(second));
    SourceCapture capture =
        new SourceCapture(
            "db", "directory", NOW, new Lineage(NOW, List.of(base)).facts(), Map.of());
    store.saveCapture("shop", point, capture, List.of(member("db", "0", 10)));
    store.seal("shop", point, NOW, List.of("primary"));
  }

  @Test
  void a_second_capture_of_a_source_replaces_the_first() {
    store.saveCapture("shop", POINT, capture(), List.of(member("db", "0", 10)));
    store.saveCapture("shop", POINT, capture(), List.of(member("db", "1", 20)));

    assertThat(store.captures("shop", POINT).get("db").members())
        .containsExactly(member("db", "1", 20));
  }

  @Test
  void a_sealed_member_keeps_the_keys_that_open_it() {
    Member sealed = new Member("db", "db.v", "tar", 10, "aa", 30, "bb", List.of("ABCD", "EF01"));
    store.saveCapture("shop", POINT, capture(), List.of(sealed, member("db", "0", 10)));

    assertThat(store.captures("shop", POINT).get("db").members())
        .containsExactly(sealed, member("db", "0", 10));
  }

  @Test
  void a_sealed_point_takes_no_more_captures() {
    store.seal("shop", POINT, NOW, List.of("primary"));
    assertThatThrownBy(() -> store.saveCapture("shop", POINT, capture(), List.of()))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("'" + POINT + "'");
    assertThat(store.captures("shop", POINT)).isEmpty();
  }

  @Test
  void a_state_is_raised_never_lowered_and_broken_is_for_good() {
    store.seal("shop", POINT, NOW, List.of("primary"));
    store.setState("shop", POINT, PointState.PROVEN, NOW);
    store.setState("shop", POINT, PointState.VERIFIED, NOW);
    assertState(PointState.PROVEN);

    store.setState("shop", POINT, PointState.BROKEN, NOW);
    store.setState("shop", POINT, PointState.PROVEN, NOW);
    store.seal("shop", POINT, NOW, List.of("primary"));
    assertState(PointState.BROKEN);
    assertThat(store.find("shop", POINT).orElseThrow().usable()).isFalse();
  }

  @Test
  void a_point_that_was_never_sealed_cannot_become_usable() {
    assertThatThrownBy(() -> store.setState("shop", POINT, PointState.PROVEN, NOW))
        .isInstanceOf(Fault.class);
    assertState(PointState.CAPTURING);
  }

  @Test
  void only_a_point_that_was_never_sealed_is_forgotten() {
    store.saveCapture("shop", POINT, capture(), List.of(member("db", "0", 10)));
    store.begin("shop", "20261120T110000Z-000000", "backup-2", NOW);
    store.seal("shop", "20261120T110000Z-000000", NOW, List.of("primary"));

    store.discard("shop", POINT);
    store.discard("shop", "20261120T110000Z-000000");

    assertThat(store.points("shop"))
        .extracting(CatalogPoint::point)
        .containsExactly("20261120T110000Z-000000");
    assertThat(store.captures("shop", POINT)).isEmpty();
  }

  @Test
  void beginning_again_is_allowed_to_the_same_run_only() {
    store.begin("shop", POINT, "backup-1", NOW);
    assertThatThrownBy(() -> store.begin("shop", POINT, "backup-2", NOW)).isInstanceOf(Fault.class);
    assertThat(store.points("shop")).hasSize(1);
  }

  @Test
  void points_of_one_system_are_listed_newest_first() {
    store.begin("shop", "20261120T110000Z-000000", "backup-2", NOW.plusSeconds(3600));
    store.begin("other", "20261120T120000Z-000000", "backup-3", NOW.plusSeconds(7200));

    assertThat(store.points("shop"))
        .extracting(CatalogPoint::point)
        .containsExactly("20261120T110000Z-000000", POINT);
    assertThat(store.find("other", POINT)).isEmpty();
  }

  @Test
  void a_point_that_was_found_in_vaults_is_taken_in_as_sealed_once() {
    Manifest manifest = manifest("20261119T100000Z-00000a");
    assertThat(store.adopt(manifest, List.of("offsite"), NOW.plusSeconds(60))).isTrue();

    CatalogPoint point = store.find("shop", manifest.point()).orElseThrow();
    assertThat(point.state()).isEqualTo(PointState.SEALED);
    assertThat(point.startedAt()).isEqualTo(manifest.startedAt());
    assertThat(point.sealedAt()).contains(manifest.sealedAt());
    assertThat(point.vaults()).containsExactly("offsite");
    assertThat(point.storedBytes()).isEqualTo(15);
    assertThat(store.captures("shop", manifest.point()).get("db"))
        .isEqualTo(new Captured(capture(), manifest.members()));
    assertThat(store.adopt(manifest, List.of("primary"), NOW)).isFalse();
    assertThat(store.find("shop", manifest.point())).contains(point);
  }

  @Test
  void a_point_that_is_being_captured_is_not_taken_in() {
    assertThat(store.adopt(manifest(POINT), List.of("primary"), NOW)).isFalse();
    assertState(PointState.CAPTURING);
  }

  @Test
  void a_point_whose_last_copy_is_gone_is_missing_until_it_is_found_again() {
    store.saveCapture("shop", POINT, capture(), List.of(member("db", "0", 10)));
    store.seal("shop", POINT, NOW, List.of("primary", "offsite"));
    store.setState("shop", POINT, PointState.PROVEN, NOW);
    List<String> both = List.of("primary", "offsite");

    assertThat(store.relocate("shop", POINT, List.of("primary"), List.of(), NOW)).isFalse();
    assertThat(store.relocate("shop", POINT, both, List.of("offsite"), NOW)).isTrue();
    assertState(PointState.PROVEN);
    assertThat(store.relocate("shop", POINT, List.of("offsite"), List.of(), NOW)).isTrue();
    assertState(PointState.MISSING);
    assertThat(store.find("shop", POINT).orElseThrow().usable()).isFalse();
    store.setState("shop", POINT, PointState.PROVEN, NOW);
    assertState(PointState.MISSING);

    assertThat(store.adopt(manifest(POINT), List.of("primary"), NOW)).isTrue();
    assertState(PointState.SEALED);
    assertThat(store.captures("shop", POINT).get("db").members()).hasSize(2);
  }

  private static Manifest manifest(String point) {
    return new Manifest(
        1,
        "shop",
        point,
        NOW.minusSeconds(9),
        NOW.minusSeconds(1),
        List.of(capture()),
        List.of(member("db", "0", 10), member("db", "1", 5)),
        List.of("A", "B"),
        "C",
        "d",
        "drillbook test");
  }

  private void assertState(PointState state) {
    assertThat(store.find("shop", POINT).orElseThrow().state()).isEqualTo(state);
  }

  private static SourceCapture capture() {
    return new SourceCapture("db", "postgresql", NOW, Map.of(), Map.of());
  }

  private static Member member(String source, String part, long bytes) {
    return new Member(source, source + "." + part, "pgdump", bytes, "aa", bytes * 3, "bb");
  }

  @Test
  void a_point_that_rests_on_a_broken_one_is_broken_until_that_is_whole_again() {
    SourceCapture full =
        new SourceCapture(
            "media", "directory", NOW, new Lineage(NOW, List.of()).facts(), Map.of("bytes", 1L));
    store.saveCapture("shop", POINT, full, List.of(member("media", "0", 10)));
    store.seal("shop", POINT, NOW, List.of("primary"));
    String child = "20261121T100000Z-4f2a9c";
    store.begin("shop", child, "backup-2", NOW.plusSeconds(9));
    SourceCapture changes =
        new SourceCapture(
            "media",
            "directory",
            NOW.plusSeconds(9),
            new Lineage(NOW, List.of(POINT)).facts(),
            Map.of("bytes", 1L));
    store.saveCapture("shop", child, changes, List.of(member("media", "1", 1)));
    store.seal("shop", child, NOW.plusSeconds(9), List.of("primary"));

    assertThat(store.find("shop", child).orElseThrow().needs()).containsExactly(POINT);
    assertThat(store.find("shop", child).orElseThrow().usable()).isTrue();

    store.relocate("shop", POINT, List.of("primary"), List.of(), NOW);
    assertThat(store.find("shop", child).orElseThrow().state()).isEqualTo(PointState.BROKEN);
    assertThat(store.points("shop")).noneMatch(CatalogPoint::usable);

    store.adopt(
        new Manifest(
            2,
            "shop",
            POINT,
            NOW,
            NOW,
            List.of(full),
            List.of(member("media", "0", 10)),
            List.of(),
            "signer",
            "plan",
            "tool"),
        List.of("primary"),
        NOW);
    assertThat(store.points("shop")).allMatch(CatalogPoint::usable);
  }
}
