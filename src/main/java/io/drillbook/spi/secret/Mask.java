package io.drillbook.spi.secret;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Covers secrets in text that somebody else wrote, such as a program's output, before it enters the
 * record or a log.
 */
public final class Mask {
  private final List<String> values;

  private Mask(List<String> values) {
    this.values = values;
  }

  /** A mask over these secrets; longer ones first, so that no tail of one stays visible. */
  public static Mask over(Collection<Secret> secrets) {
    return new Mask(
        secrets.stream()
            .map(Secret::reveal)
            .filter(value -> !value.isBlank())
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList());
  }

  /** The text with every known secret replaced by stars. */
  public String apply(String text) {
    String covered = text;
    for (String value : values) {
      covered = covered.replace(value, "******");
    }
    return covered;
  }
}
