package io.drillbook.web;

import io.drillbook.domain.record.RecordEntry;
import io.drillbook.domain.record.TimelineMoment;
import io.drillbook.domain.record.TimelineStep;
import io.drillbook.usecase.incident.RunAccount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A part of a timeline that may be long: of few rows it is the whole.
 *
 * @param record every line where the timeline comes in one part, else those of its moments
 */
record TimelinePart(
    List<TimelineStep> steps,
    List<TimelineMoment> moments,
    List<RecordEntry> record,
    Optional<String> next) {

  /** One of either. */
  private record Row(Instant at, String id, TimelineStep step, TimelineMoment moment) {
    static Row of(TimelineStep step) {
      String id = String.join("/", step.step(), step.subject(), step.name(), "" + step.attempt());
      return new Row(step.began(), id, step, null);
    }

    static Row of(TimelineMoment moment) {
      return new Row(moment.at(), String.valueOf(moment.number()), null, moment);
    }

    String words() {
      return Slice.words(at, id);
    }
  }

  static TimelinePart of(RunAccount account, Slice.Asked asked) {
    Optional<Instant> place = asked.place().map(it -> it.at());
    Slice<Row> slice =
        Slice.among(
            rows(account), asked, Row::words, words -> row -> !row.at().isBefore(place.get()));
    List<TimelineMoment> moments =
        slice.items().stream().map(Row::moment).filter(it -> it != null).toList();
    boolean whole = place.isEmpty() && slice.next().isEmpty();
    Set<Long> numbers =
        moments.stream().map(TimelineMoment::number).collect(Collectors.toUnmodifiableSet());
    return new TimelinePart(
        slice.items().stream().map(Row::step).filter(it -> it != null).toList(),
        moments,
        account.record().stream().filter(it -> whole || numbers.contains(it.number())).toList(),
        slice.next());
  }

  private static List<Row> rows(RunAccount account) {
    Map<String, Integer> seen = new HashMap<>();
    List<Row> rows = new ArrayList<>();
    Stream.concat(
            account.timeline().steps().stream().map(Row::of),
            account.timeline().moments().stream().map(Row::of))
        .sorted(Comparator.comparing(Row::at))
        .forEach(
            row -> {
              // Who follows 'next' would go round for ever between two rows of one name.
              int before = seen.merge(row.words(), 1, Integer::sum) - 1;
              rows.add(
                  before == 0
                      ? row
                      : new Row(row.at(), row.id() + "#" + before, row.step(), row.moment()));
            });
    return rows;
  }
}
