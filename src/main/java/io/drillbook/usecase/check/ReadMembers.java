package io.drillbook.usecase.check;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.Member;
import io.drillbook.spi.source.MemberReader;
import io.drillbook.spi.step.StepContext;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers which members were read to their end: only there all checksums of the content have been
 * compared. May be used by several threads.
 */
final class ReadMembers implements MemberReader {
  private static final int BUFFER = 256 * 1024;

  private final MemberReader members;
  private final Set<Member> ended = ConcurrentHashMap.newKeySet();

  ReadMembers(MemberReader members) {
    this.members = members;
  }

  @Override
  public InputStream open(Member member) {
    return new FilterInputStream(members.open(member)) {
      @Override
      public int read() throws IOException {
        int value = in.read();
        end(value);
        return value;
      }

      @Override
      public int read(byte[] bytes, int from, int length) throws IOException {
        int n = in.read(bytes, from, length);
        end(n);
        return n;
      }

      private void end(int n) {
        if (n < 0) {
          ended.add(member);
        }
      }
    };
  }

  @Override
  public boolean opens(Member member) {
    return members.opens(member);
  }

  /** Reads what nobody has read to its end yet, and a key is here for. */
  void readTheRest(List<Member> all, StepContext context) {
    byte[] buffer = new byte[BUFFER];
    for (Member member : all) {
      if (ended.contains(member) || !opens(member)) {
        continue;
      }
      try (InputStream in = open(member)) {
        long done = 0;
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          context.cancellation().check();
          done += n;
          context.progress(member.file(), done, member.contentBytes());
        }
      } catch (IOException e) {
        throw new Fault(
            FaultCode.VAULT_UNREACHABLE,
            "unable to read the member to its end: '" + member.file() + "'",
            "Check the vault's disk or network.",
            e);
      }
    }
  }
}
