package io.drillbook.driver.source.directory;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import io.drillbook.domain.point.Member;
import io.drillbook.driver.source.MemoryMembers;
import io.drillbook.spi.source.MemberReader;
import io.drillbook.spi.source.MemberSink;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** Members compressed as in a vault. */
record Compressing(MemoryMembers members) implements MemberSink, MemberReader {
  @Override
  public OutputStream open(String part, String format) {
    try {
      return new ZstdOutputStream(members.open(part, format), 1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public InputStream open(Member member) {
    try {
      return new ZstdInputStream(members.open(member));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
