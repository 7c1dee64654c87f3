package io.drillbook.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.readiness.CheckFinding;
import io.drillbook.domain.readiness.ReadinessFingerprint;
import io.drillbook.domain.readiness.ReadinessNews;
import io.drillbook.domain.readiness.ReadinessReport;
import io.drillbook.domain.readiness.ReadinessState;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every database must hold about readiness. */
@Timeout(60)
abstract class ReadinessStoreContract extends StoreContract {
  private JdbcReadinessStore store;

  @BeforeEach
  void openStore() {
    store = new JdbcReadinessStore(database.dataSource, database.manager);
  }

  @Test
  void the_newest_report_of_each_system_reads_back_equal() {
    assertThat(store.latest("shop")).isEmpty();
    store.save(report("shop", ReadinessState.NOT_READY, "a \"quote\", a\nline and ü"));
    store.save(report("crm", ReadinessState.VERIFIED, "other"));
    ReadinessReport newest = report("shop", ReadinessState.NEEDS_VERIFICATION, "newer");
    store.save(newest);
    assertThat(store.latest("shop")).contains(newest);
    assertThat(store.latest("crm")).contains(report("crm", ReadinessState.VERIFIED, "other"));
  }

  @Test
  void odd_text_of_a_server_is_kept_as_it_was() {
    ReadinessReport odd = report("shop", ReadinessState.NOT_READY, "nul \u0000 and \t tab");
    store.save(odd);
    assertThat(store.latest("shop")).contains(odd);
  }

  @Test
  void what_people_were_told_is_kept_apart_from_what_was_found() {
    assertThat(store.told("shop")).isEqualTo(ReadinessNews.EXPECTED);
    ReadinessNews first = new ReadinessNews(ReadinessState.NOT_READY, Set.of("mail", "vault"));
    store.tell("shop", first);
    store.save(report("shop", ReadinessState.VERIFIED, "found"));
    assertThat(store.told("shop")).isEqualTo(first);
    store.tell("shop", new ReadinessNews(ReadinessState.VERIFIED, Set.of()));
    assertThat(store.told("shop")).isEqualTo(new ReadinessNews(ReadinessState.VERIFIED, Set.of()));
    assertThat(store.told("crm")).isEqualTo(ReadinessNews.EXPECTED);
  }

  @Test
  void two_servers_that_save_the_first_report_at_once_leave_one() throws Exception {
    RecordStoreContract.inParallel(
        4, worker -> store.save(report("shop", ReadinessState.VERIFIED, "of " + worker)));
    assertThat(store.latest("shop")).isPresent();
  }

  private static ReadinessReport report(String system, ReadinessState state, String detail) {
    return new ReadinessReport(
        system,
        "readiness-20261121T100000Z-000001",
        NOW.truncatedTo(ChronoUnit.MICROS),
        state,
        NOW.truncatedTo(ChronoUnit.MICROS).minusSeconds(60),
        List.of("because " + detail),
        List.of(
            CheckFinding.good("source db", "can be read", "PostgreSQL 15"),
            CheckFinding.bad("mail", "can be handed over", detail, "look")),
        new ReadinessFingerprint("p", "m", "c", "k"));
  }
}
