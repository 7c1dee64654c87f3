package io.drillbook.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameProofTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 262_144, 3_000_000})
  void whatTheCompressorWroteWellPassesUnchanged(int size) throws IOException {
    byte[] frame = frame(size);
    ByteArrayOutputStream passed = new ByteArrayOutputStream();
    assertThatCode(() -> prove(frame, passed, 70_001)).doesNotThrowAnyException();
    assertThat(passed.toByteArray()).isEqualTo(frame);
  }

  @Test
  void aFlippedBitAnywhereIsFound() {
    byte[] frame = frame(300_000);
    Random random = new Random(7);
    for (int i = 0; i < 200; i++) {
      byte[] garbled = frame.clone();
      // The frame's first bytes say how large its window is; a wrong one may decode all the same.
      int at = 16 + random.nextInt(garbled.length - 16);
      garbled[at] ^= (byte) (1 << random.nextInt(8));
      assertThatThrownBy(() -> prove(garbled, new ByteArrayOutputStream(), 65_536))
          .as("byte " + at)
          .hasMessageContaining("cannot be decoded");
    }
  }

  @Test
  void aFrameThatIsCutOrHasATailIsFound() {
    byte[] frame = frame(300_000);
    for (int cut : new int[] {1, 4, 1000, frame.length - 1}) {
      byte[] shorter = Arrays.copyOf(frame, frame.length - cut);
      assertThatThrownBy(() -> prove(shorter, new ByteArrayOutputStream(), 65_536))
          .hasMessageContaining("cannot be decoded");
    }
    byte[] longer = Arrays.copyOf(frame, frame.length + 1);
    assertThatThrownBy(() -> prove(longer, new ByteArrayOutputStream(), 65_536))
        .hasMessageContaining("cannot be decoded");
  }

  private static void prove(byte[] frame, ByteArrayOutputStream passed, int step)
      throws IOException {
    try (FrameProof proof = new FrameProof(passed)) {
      for (int at = 0; at < frame.length; at += step) {
        proof.write(frame, at, Math.min(step, frame.length - at));
      }
      proof.requireWhole();
    }
  }

  /** Half noise, half text, so that every kind of block occurs. */
  private static byte[] frame(int size) {
    byte[] content = new byte[size];
    new Random(3).nextBytes(content);
    Arrays.fill(content, size / 2, size, (byte) 'a');
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZstdOutputStreamNoFinalizer zstd = new ZstdOutputStreamNoFinalizer(bytes, 1)) {
      zstd.setChecksum(true);
      zstd.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
