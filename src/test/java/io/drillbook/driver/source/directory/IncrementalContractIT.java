package io.drillbook.driver.source.directory;

import io.drillbook.domain.plan.Setting;
import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.driver.source.MemoryChain;
import io.drillbook.driver.source.TestStep;
import io.drillbook.spi.source.Basis;
import io.drillbook.spi.source.Earlier;
import io.drillbook.spi.source.MemberReader;
import io.drillbook.spi.source.MemberSink;
import io.drillbook.spi.source.RestoreReport;
import io.drillbook.spi.source.SourceDriver;
import io.drillbook.spi.source.SourceProbe;
import io.drillbook.spi.step.StepContext;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The whole contract again, where each capture is the third of changes after a full one. */
@Tag("long")
class IncrementalContractIT extends DirectorySourceDriverIT {
  /** What each of the earlier captures does not see, so that the next ones have to bring it. */
  private static final List<List<String>> UNSEEN =
      List.of(List.of("photos", "zeros.bin", "hard1"), List.of("photos", "link"), List.of("*.txt"));

  @Override
  protected SourceDriver driver() {
    return new Chained(new DirectorySourceDriver(Clock.systemUTC()));
  }

  @Override
  @Test
  void aRestoreTellsWhatItFoundByTopFolder() {
    // Its last line is about the members of a capture that is complete in itself.
  }

  /** Remembers the chain of each capture, as the vaults do. */
  private static final class Chained implements SourceDriver {
    private static final Map<SourceCapture, MemoryChain> CHAINS = new HashMap<>();
    private final SourceDriver driver;

    Chained(SourceDriver driver) {
      this.driver = driver;
    }

    @Override
    public SourceCapture capture(
        String source, Settings settings, MemberSink sink, StepContext context) {
      Settings listed = with(settings, "full-every", "7d");
      MemoryChain chain = MemoryChain.first(source);
      for (List<String> unseen : UNSEEN) {
        Settings partly = with(listed, "exclude", unseen);
        chain = chain.next(driver.capture(source, partly, chain, TestStep.of("backup-1", 1)));
      }
      SourceCapture capture = driver.capture(source, listed, over(sink, chain), context);
      CHAINS.put(capture, chain);
      return capture;
    }

    private static MemberSink over(MemberSink sink, MemoryChain chain) {
      return new MemberSink() {
        @Override
        public OutputStream open(String part, String format) {
          return sink.open(part, format);
        }

        @Override
        public Basis basis() {
          return chain.basis();
        }
      };
    }

    private static MemberReader over(MemberReader reader, SourceCapture capture) {
      MemoryChain chain = CHAINS.get(capture);
      return new MemberReader() {
        @Override
        public InputStream open(Member member) {
          boolean earlier =
              chain.earlier().stream().anyMatch(one -> one.members().contains(member));
          return earlier ? chain.open(member) : reader.open(member);
        }

        @Override
        public List<Earlier> earlier() {
          return chain.earlier();
        }
      };
    }

    @Override
    public RestoreReport restore(
        SourceCapture capture,
        List<Member> members,
        MemberReader reader,
        Settings target,
        Settings production,
        StepContext context) {
      return driver.restore(capture, members, over(reader, capture), target, production, context);
    }

    @Override
    public void checkStructure(
        SourceCapture capture, List<Member> members, MemberReader reader, StepContext context) {
      driver.checkStructure(capture, members, over(reader, capture), context);
    }

    @Override
    public String kind() {
      return driver.kind();
    }

    @Override
    public List<Setting> settings() {
      return driver.settings();
    }

    @Override
    public SourceProbe probe(Settings settings) {
      return driver.probe(settings);
    }

    @Override
    public SourceProbe checkTarget(Settings target, Settings production, String runId) {
      return driver.checkTarget(target, production, runId);
    }

    @Override
    public void discard(Settings target, String runId) {
      driver.discard(target, runId);
    }

    @Override
    public String manualRestore(SourceCapture capture, List<Member> members) {
      return driver.manualRestore(capture, members);
    }
  }
}
