package io.drillbook.usecase;

import io.drillbook.domain.plan.Setting;
import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.spi.source.MemberReader;
import io.drillbook.spi.source.MemberSink;
import io.drillbook.spi.source.RestoreReport;
import io.drillbook.spi.source.SourceDriver;
import io.drillbook.spi.source.SourceProbe;
import io.drillbook.spi.step.StepContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A source whose bytes, and troubles, the test makes up. */
public class MadeUpSource implements SourceDriver {
  /** What a capture does; by default two members with half a megabyte each. */
  public Capture behaviour = MadeUpSource::twoMembers;

  public final Map<String, byte[]> restored = new LinkedHashMap<>();
  public Settings restoredTo = Settings.none();
  public Settings production = Settings.none();

  /** What a look at the structure does; by default nothing. */
  public Structure structure = (members, reader) -> {};

  /** Looks at members. */
  public interface Structure {
    void of(List<Member> members, MemberReader reader);
  }

  /** Writes into the sink. */
  public interface Capture {
    void into(MemberSink sink, StepContext context) throws IOException;
  }

  public static byte[] content(int seed) {
    byte[] bytes = new byte[500_000 + seed];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private static void twoMembers(MemberSink sink, StepContext context) throws IOException {
    for (int i = 0; i < 2; i++) {
      try (OutputStream out = sink.open(String.valueOf(i), "raw")) {
        out.write(content(i));
      }
    }
  }

  @Override
  public String kind() {
    return "made-up";
  }

  @Override
  public List<Setting> settings() {
    return List.of();
  }

  @Override
  public SourceProbe probe(Settings settings) {
    return new SourceProbe("made-up", "1", 1, true);
  }

  @Override
  public SourceCapture capture(
      String source, Settings settings, MemberSink sink, StepContext context) {
    try {
      behaviour.into(sink, context);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new SourceCapture(
        source, kind(), Bench.NOW, Map.of("file", "x\"y\n"), Map.of("orders", 7L));
  }

  @Override
  public RestoreReport restore(
      SourceCapture capture,
      List<Member> members,
      MemberReader reader,
      Settings target,
      Settings home,
      StepContext context) {
    restoredTo = target;
    production = home;
    for (Member member : members) {
      try (InputStream in = reader.open(member)) {
        restored.put(member.file(), in.readAllBytes());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return new RestoreReport(capture.contents(), List.of(), false);
  }

  @Override
  public SourceProbe checkTarget(Settings target, Settings home, String runId) {
    return new SourceProbe(target.text("at"), "1", 0, true);
  }

  @Override
  public void discard(Settings target, String runId) {
    restored.clear();
  }

  @Override
  public void checkStructure(
      SourceCapture capture, List<Member> members, MemberReader reader, StepContext context) {
    structure.of(members, reader);
  }

  @Override
  public String manualRestore(SourceCapture capture, List<Member> members) {
    StringBuilder text = new StringBuilder("```bash\nset -o pipefail\n");
    for (Member member : members) {
      String plain = member.file().replace(".zst.pgp", "");
      text.append("gpg --decrypt ").append(member.file()).append(" | zstd -d > ").append(plain);
      text.append('\n');
    }
    return text.append("```\n").toString();
  }
}
