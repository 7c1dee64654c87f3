package io.drillbook.domain.notice;

import java.time.Instant;
import java.util.Optional;

/**
 * What people are told.
 *
 * @param notice its id; every delivery of it names it
 * @param runId the run that it is about, if any
 * @param event a word for machines, such as {@code backup-failed}
 * @param subject one line
 * @param text plain text, no secret in it
 * @param link where to look
 * @param writtenAt when it was written, not when it was sent
 */
public record Message(
    String notice,
    String system,
    Optional<String> runId,
    String event,
    String subject,
    String text,
    Optional<String> link,
    Instant writtenAt) {
  /** The same message with these lines before its text. */
  public Message preceded(String lines) {
    return new Message(notice, system, runId, event, subject, lines + text, link, writtenAt);
  }
}
