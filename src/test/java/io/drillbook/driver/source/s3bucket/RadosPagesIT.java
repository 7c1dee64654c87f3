package io.drillbook.driver.source.s3bucket;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.point.SourceCapture;
import io.drillbook.driver.source.MemoryMembers;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A bucket that a store lists in several pages. */
@Tag("long")
class RadosPagesIT extends RadosBed {
  private static final int KEYS = 1_100;

  @Test
  void everyPageIsCapturedAndComesBack() {
    IntStream.range(0, KEYS)
        .parallel()
        .forEach(
            n -> {
              buckets.put(bucket, "many/" + n, "first");
              buckets.put(bucket, "many/" + n, "content " + n);
            });
    MemoryMembers members = new MemoryMembers("media");
    SourceCapture capture = capture(members);
    assertThat(capture.contents()).containsEntry("objects", KEYS + 4L);
    assertThat(capture.facts()).containsEntry("versions", String.valueOf(2 * KEYS + 4));
    String target = buckets.make(true);
    assertThat(restore(capture, members, target).contents()).isEqualTo(capture.contents());
    assertThat(buckets.text(target, "many/1099")).isEqualTo("content 1099");
    driver.discard(buckets.settings(target, java.util.Map.of()), "restore-" + bucket + "-2");
    assertThat(buckets.versions(target)).isZero();
  }
}
