package io.drillbook.usecase.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.audit.AuditFilter;
import io.drillbook.domain.audit.AuditTopic;
import io.drillbook.domain.audit.Place;
import io.drillbook.domain.audit.ServerRecord;
import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.RecordEntry;
import io.drillbook.usecase.Stores;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NoteFailedLoginsTest {
  private static final Optional<String> OLGA = Optional.of("olga");
  private static final String HERE = "192.0.2.7";

  private final Stores stores = new Stores();
  private Instant now = Instant.parse("2026-11-27T10:00:00Z");
  private final InstantSource source = () -> now;
  private final NoteFailedLogins logins =
      new NoteFailedLogins(stores.record, source.withZone(ZoneOffset.UTC));

  @AfterEach
  void close() {
    stores.close();
  }

  private List<EntryDraft> lines() {
    return stores.record.entries(ServerRecord.ID).stream().map(RecordEntry::entry).toList();
  }

  private List<String> reasons() {
    return lines().stream().map(line -> line.detail("reason")).toList();
  }

  @Test
  void theFirstIsNotedAtOnceAndTheOthersOnceAMinuteWithTheirNumber() {
    for (int i = 0; i < 500; i++) {
      logins.note(OLGA, HERE);
    }
    assertThat(reasons())
        .containsExactly("1 login failed from 192.0.2.7 since 2026-11-27T10:00:00Z.");
    now = now.plusSeconds(59);
    logins.noteMore();
    assertThat(lines()).hasSize(1);
    now = now.plusSeconds(1);
    logins.noteMore();
    assertThat(reasons().get(1))
        .isEqualTo("499 logins failed from 192.0.2.7 since 2026-11-27T10:00:00Z.");
    logins.note(OLGA, HERE);
    assertThat(lines()).as("at most one a minute").hasSize(2);
    logins.noteAll();
    assertThat(reasons().get(2)).startsWith("1 login failed");
    now = now.plusSeconds(600);
    logins.noteMore();
    assertThat(lines()).as("nothing new").hasSize(3);
  }

  @Test
  void aGuesserWithManyAddressesAndNamesDoesNotFillTheDatabase() {
    for (int minute = 0; minute < 10; minute++) {
      for (int i = 0; i < 1_000; i++) {
        logins.note(i % 2 == 0 ? OLGA : Optional.empty(), "192.0." + minute + "." + i);
      }
      now = now.plusSeconds(60);
    }
    logins.noteMore();
    assertThat(lines()).hasSizeLessThan(10 * 64);
    long told =
        reasons().stream().mapToLong(it -> Long.parseLong(it.substring(0, it.indexOf(' ')))).sum();
    assertThat(told).as("none is lost").isEqualTo(10_000);
    assertThat(reasons()).anyMatch(it -> it.contains("from many addresses"));
  }

  @Test
  void theAuditorFindsThemAndNobodyIsAccused() {
    logins.note(OLGA, HERE);
    logins.note(Optional.empty(), HERE);
    assertThat(lines()).extracting(EntryDraft::actor).containsOnly("unknown");
    assertThat(lines())
        .extracting(EntryDraft::outcome)
        .containsExactly("log in, account 'olga'", "log in, account unknown");
    AuditFilter refusals = AuditFilter.of(AuditTopic.REFUSALS);
    assertThat(new SearchRecord(stores.audit).search(refusals, Place.newest(9)).items()).hasSize(2);
  }

  @Test
  void aClockThatWasPutBackKeepsNothingBack() {
    logins.note(OLGA, HERE);
    logins.note(OLGA, HERE);
    now = now.minusSeconds(86_400);
    logins.noteMore();
    assertThat(lines()).hasSize(2);
  }
}
