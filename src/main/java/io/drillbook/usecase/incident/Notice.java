package io.drillbook.usecase.incident;

import java.util.Set;

/**
 * A message to people: its subject begins with the system and what is asked of the reader. Made by
 * {@link Notices}.
 *
 * @param audience who reads it
 * @param subject one line
 * @param text plain text, no secret in it
 */
public record Notice(Set<Audience> audience, String subject, String text) {
  public Notice {
    audience = Set.copyOf(audience);
  }

  /** The groups of readers that a plan names. */
  public enum Audience {
    ONCALL,
    MANAGERS,
    OWNER
  }
}
