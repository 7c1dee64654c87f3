package io.drillbook.web;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.record.Place;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * A part of a list that may be long. The next one begins behind the last row of this one, not at a
 * number: what is written or removed meanwhile neither repeats nor skips a row.
 *
 * @param next where the next part is; empty at the end of the list
 */
record Slice<T>(List<T> items, Optional<String> next) {
  static final String LIMIT = "100";
  static final int MOST = 1_000;
  private static final String BETWEEN = "\n";

  /** A year that a database can hold, whatever somebody makes up. */
  private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

  Slice {
    items = List.copyOf(items);
  }

  /**
   * What somebody asks for.
   *
   * @param limit at most so many rows
   * @param after the last row that was told already, as the link named it; empty at the beginning
   */
  record Asked(int limit, Optional<String> after, HttpServletRequest request) {
    Asked {
      if (limit < 1 || limit > MOST) {
        throw wrong("limit", String.valueOf(limit), "Ask for 1 to " + MOST + " at a time.");
      }
    }

    /** One more than is shown, so that the end of the list is known. */
    int oneMore() {
      return limit + 1;
    }

    /** The place of a list that stands newest first. */
    Optional<Place> place() {
      return words()
          .map(
              words -> {
                try {
                  return known(new Place(Instant.parse(words[0]), words[1]));
                } catch (DateTimeException | ArrayIndexOutOfBoundsException e) {
                  throw unknown();
                }
              });
    }

    private Place known(Place place) {
      boolean holds = !place.at().isBefore(Instant.EPOCH) && place.at().isBefore(LATEST);
      if (!holds || place.id().indexOf('\0') >= 0) {
        throw unknown();
      }
      return place;
    }

    /** The row's own words. */
    Optional<String[]> words() {
      return after.map(
          text -> {
            try {
              return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8)
                  .split(BETWEEN, -1);
            } catch (IllegalArgumentException e) {
              throw unknown();
            }
          });
    }

    private Fault unknown() {
      return wrong("after", after.orElse(""), "Follow 'next' of the part before; it is no number.");
    }

    private String link(String cursor) {
      String query =
          UriComponentsBuilder.newInstance()
              .query(request.getQueryString())
              .build()
              .getQueryParams()
              .entrySet()
              .stream()
              .filter(it -> !it.getKey().equals("after"))
              .flatMap(
                  it ->
                      it.getValue().stream()
                          .filter(Objects::nonNull)
                          .map(value -> it.getKey() + "=" + value))
              .map(it -> it + "&")
              .collect(Collectors.joining());
      return request.getRequestURI() + "?" + query + "after=" + cursor;
    }
  }

  /** Of rows that a store has found behind the place: one more than was asked for, if there is. */
  static <T> Slice<T> of(List<T> found, Asked asked, Function<T, String> words) {
    boolean more = found.size() > asked.limit();
    List<T> items = more ? found.subList(0, asked.limit()) : found;
    return new Slice<>(
        items,
        more
            ? Optional.of(asked.link(cursor(words.apply(items.get(items.size() - 1)))))
            : Optional.empty());
  }

  /**
   * Of a whole list.
   *
   * @param words name a row
   * @param isBehind whether a row stands behind the place, where the row that named it is gone
   */
  static <T> Slice<T> among(
      List<T> all,
      Asked asked,
      Function<T, String> words,
      Function<String[], Predicate<T>> isBehind) {
    int from = asked.words().map(place -> from(all, place, words, isBehind)).orElse(0);
    int end = Math.min(all.size(), from + asked.oneMore());
    return of(all.subList(from, end), asked, words);
  }

  private static <T> int from(
      List<T> all,
      String[] place,
      Function<T, String> words,
      Function<String[], Predicate<T>> isBehind) {
    String row = String.join(BETWEEN, place);
    for (int i = 0; i < all.size(); i++) {
      if (words.apply(all.get(i)).equals(row)) {
        return i + 1;
      }
    }
    Predicate<T> behind = isBehind.apply(place);
    for (int i = 0; i < all.size(); i++) {
      if (behind.test(all.get(i))) {
        return i;
      }
    }
    return all.size();
  }

  /** The words of a row in a list that stands newest first. */
  static String words(Instant at, String id) {
    return at + BETWEEN + id;
  }

  private static String cursor(String words) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(words.getBytes(StandardCharsets.UTF_8));
  }

  <R> List<R> map(Function<T, R> view) {
    return items.stream().map(view).toList();
  }

  private static Fault wrong(String parameter, String value, String hint) {
    return new Fault(
        FaultCode.INPUT_INVALID,
        "unable to understand the parameter " + parameter + ": '" + value + "'",
        hint);
  }
}
