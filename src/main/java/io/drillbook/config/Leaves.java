package io.drillbook.config;

import io.drillbook.config.Shape.Leaf;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.plan.CatchUp;
import io.drillbook.domain.plan.Holds;
import io.drillbook.domain.plan.Scenario;
import io.drillbook.domain.plan.SecretReference;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The single values that files of the configuration are made of. */
final class Leaves {
  private static final Pattern NAME_PATTERN = Pattern.compile("[a-z0-9][a-z0-9-]*");
  private static final Pattern REFERENCE =
      Pattern.compile("\\$\\{(?:([a-z][a-z0-9-]*):)?([^{}]+)}");
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern URL_WITH_PASSWORD =
      Pattern.compile("^[a-z0-9+.:-]*://[^/@\\s]*:[^/@\\s]+@.*");

  static final Leaf NAME =
      of(
          "a name of small letters, digits and dashes, such as 'shop'",
          text -> Optional.of(text).filter(name -> NAME_PATTERN.matcher(name).matches()),
          string("pattern", "^[a-z0-9][a-z0-9-]*$"));

  static final Leaf TEXT =
      new Leaf(
          "a text without a secret in it: a password stands under its own key, as ${NAME} or"
              + " ${file:/path}",
          text -> Optional.of(text).filter(Leaves::isPlainText),
          Map.of(
              "type", List.of("string", "number", "boolean"), "pattern", "^(?!\\$\\{)[\\s\\S]+$"),
          true);

  /** A word of a command; may hold anything but nothing. */
  static final Leaf WORD =
      of("a text", Optional::of, Map.of("type", List.of("string", "number", "boolean")));

  /** The name of a variable. */
  static final Leaf VARIABLE_NAME =
      of(
          "a name of letters, digits and underscores, such as 'HUB_URL'",
          text -> Optional.of(text).filter(name -> VARIABLE.matcher(name).matches()),
          string("pattern", "^[A-Za-z_][A-Za-z0-9_]*$"));

  /** A text in which secrets stand as references; it is kept as it is written. */
  static final Leaf REFERRING =
      new Leaf(
          "a text in which a secret stands as ${NAME} or ${file:/path}; a literal secret is refused",
          text -> Optional.of(text).filter(Leaves::isReferring),
          Map.of("type", List.of("string", "number", "boolean")),
          true);

  static final Leaf SECRET =
      new Leaf(
          "a reference to a secret, ${NAME} for an environment variable or ${file:/path}; a literal"
              + " secret is refused",
          Leaves::secret,
          string("pattern", "^\\$\\{([A-Za-z_][A-Za-z0-9_]*|file:/[^{}]+)\\}$"),
          true);

  static final Leaf DURATION =
      of(
          "a duration longer than zero, such as '30m', '4h', '7d' or 'PT90S'",
          DurationText::parse,
          string(
              "pattern",
              "^(?=.*[1-9])([0-9]+d)?([0-9]+h)?([0-9]+m)?([0-9]+s)?([0-9]+ms)?$|^P(?=.*[1-9])[0-9DTHMS.]+$"));

  /** A duration among the settings of a driver: kept as ISO 8601 text. */
  static final Leaf DURATION_TEXT =
      of(
          DURATION.expected(),
          text -> DurationText.parse(text).map(Duration::toString),
          DURATION.schema());

  static final Leaf SCHEDULE =
      of(
          "a schedule of five fields that comes due: minute, hour, day of month, month, day of week,"
              + " as in '0 * * * *'",
          Leaves::schedule,
          string("pattern", "^\\s*\\S+(\\s+\\S+){4}\\s*$"));

  /** A schedule, or none at all. */
  static final Leaf SCHEDULE_OR_OFF =
      of(
          SCHEDULE.expected() + ", or 'off'",
          text -> "off".equals(text) ? Optional.of(text) : schedule(text),
          Map.of("anyOf", List.of(SCHEDULE.schema(), Map.of("enum", List.of("off", false)))));

  static final Leaf ZONE =
      of("a time zone, such as 'Europe/Berlin' or 'UTC'", Leaves::zone, string("minLength", 1));

  static final Leaf FLAG =
      of(
          "'true' or 'false'",
          text ->
              switch (text) {
                case "true" -> Optional.of(true);
                case "false" -> Optional.of(false);
                default -> Optional.empty();
              },
          Map.of("type", "boolean"));

  static final Leaf NUMBER = number(Long.MIN_VALUE, Long.MAX_VALUE, "a whole number");

  static final Leaf SCENARIO =
      of(
          "one of " + Arrays.stream(Scenario.values()).map(Scenario::id).toList(),
          Scenario::of,
          Map.of(
              "type", "string", "enum", Stream.of(Scenario.values()).map(Scenario::id).toList()));

  /** What is made good of missed due times of work that must not pile up. */
  static final Leaf CATCH_UP_ONE = catchUp(CatchUp.NONE, CatchUp.ONE);

  /** What is made good of missed due times of work that may pile up. */
  static final Leaf CATCH_UP_ANY = catchUp(CatchUp.values());

  /** How far a drill replays. */
  static final Leaf LATEST =
      of(
          "'latest'",
          text -> Optional.of(text).filter("latest"::equals),
          Map.of("type", "string", "enum", List.of("latest")));

  static final Leaf HOLDS =
      of(
          "one of " + Arrays.stream(Holds.values()).map(Holds::id).toList(),
          Holds::of,
          Map.of("type", "string", "enum", Stream.of(Holds.values()).map(Holds::id).toList()));

  static final Leaf MAIL =
      of(
          "a mail address",
          text -> Optional.of(text).filter(mail -> mail.matches("[^@\\s]+@[^@\\s]+")),
          string("pattern", "^[^@\\s]+@[^@\\s]+$"));

  static final Leaf FINGERPRINT =
      of(
          "a fingerprint of 40 hexadecimal digits, as gpg shows it",
          text ->
              Optional.of(text.replace(" ", "").toUpperCase(Locale.ROOT))
                  .filter(fingerprint -> fingerprint.matches("[0-9A-F]{40}|[0-9A-F]{64}")),
          string("pattern", "^[0-9A-Fa-f ]{40,80}$"));

  private Leaves() {}

  static Leaf number(long least, long most, String expected) {
    Map<String, Object> schema = new LinkedHashMap<>(Map.of("type", "integer"));
    if (least > Long.MIN_VALUE) {
      schema.put("minimum", least);
    }
    if (most < Long.MAX_VALUE) {
      schema.put("maximum", most);
    }
    return of(
        expected,
        text ->
            Optional.of(text)
                .filter(number -> number.matches("[+-]?\\d{1,18}"))
                .map(Long::valueOf)
                .filter(number -> number >= least && number <= most),
        schema);
  }

  static Leaf oneOf(List<String> words) {
    return of(
        "one of " + words,
        text -> Optional.of(text).filter(words::contains),
        Map.of("type", "string", "enum", words));
  }

  /** A file or folder; a relative one is taken from the folder. */
  static Leaf path(Path folder) {
    return of(
        "a path of a file or folder",
        text -> TEXT.parse().apply(text).map(any -> folder.resolve(text).normalize().toString()),
        string("minLength", 1));
  }

  private static Leaf of(
      String expected, Function<String, Optional<?>> parse, Map<String, Object> schema) {
    return new Leaf(expected, parse, schema, false);
  }

  private static Map<String, Object> string(String keyword, Object value) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "string");
    schema.put(keyword, value);
    return schema;
  }

  private static boolean isPlainText(String text) {
    return !text.isBlank() && !text.startsWith("${") && !URL_WITH_PASSWORD.matcher(text).matches();
  }

  private static boolean isReferring(String text) {
    Matcher references = REFERENCE.matcher(text);
    while (references.find()) {
      if (secret(references.group()).isEmpty()) {
        return false;
      }
    }
    String rest = references.replaceAll("");
    return !rest.contains("${") && !URL_WITH_PASSWORD.matcher(references.replaceAll("")).matches();
  }

  private static Optional<?> secret(String text) {
    Matcher matcher = REFERENCE.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String scheme = matcher.group(1);
    String name = matcher.group(2);
    if (scheme == null) {
      return Optional.of(new SecretReference("environment", name))
          .filter(reference -> VARIABLE.matcher(name).matches());
    }
    return Optional.of(new SecretReference(scheme, name))
        .filter(reference -> scheme.equals("file") && name.startsWith("/"));
  }

  private static Leaf catchUp(CatchUp... some) {
    List<String> words = CatchUp.words(some);
    return of(
        "one of " + words,
        text -> CatchUp.of(text).filter(it -> words.contains(text)),
        Map.of("type", "string", "enum", words));
  }

  private static Optional<?> schedule(String text) {
    try {
      CronSchedule schedule = CronSchedule.of(text, ZoneOffset.UTC);
      return schedule.next(Instant.EPOCH).map(due -> text);
    } catch (Fault e) {
      return Optional.empty();
    }
  }

  private static Optional<?> zone(String text) {
    try {
      return Optional.of(ZoneId.of(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
