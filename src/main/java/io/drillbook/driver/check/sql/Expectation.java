package io.drillbook.driver.check.sql;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Settings;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** What an answer is compared with: exactly one of three keys. */
record Expectation(String key, String value) {
  private static final List<String> KEYS = List.of("at-least", "at-most", "equals");

  static Expectation of(Settings settings) {
    List<String> given =
        KEYS.stream().filter(key -> settings.optionalText(key).isPresent()).toList();
    if (given.size() != 1) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to read an sql check: '" + settings.optionalText("query").orElse("") + "'",
          "Give exactly one of at-least, at-most and equals; found " + given + ".");
    }
    return new Expectation(given.get(0), settings.text(given.get(0)));
  }

  /** No row and a null never hold: an empty database must not pass for a good one. */
  boolean holds(String seen) {
    if (seen == null) {
      return false;
    }
    Optional<BigDecimal> found = number(seen);
    Optional<BigDecimal> wanted = number(value);
    if (found.isEmpty() || wanted.isEmpty()) {
      return "equals".equals(key) && seen.equals(value);
    }
    int order = found.get().compareTo(wanted.get());
    return switch (key) {
      case "at-least" -> order >= 0;
      case "at-most" -> order <= 0;
      default -> order == 0;
    };
  }

  @Override
  public String toString() {
    return key.replace('-', ' ') + " '" + value + "'";
  }

  private static Optional<BigDecimal> number(String text) {
    try {
      return Optional.of(new BigDecimal(text.strip()));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
