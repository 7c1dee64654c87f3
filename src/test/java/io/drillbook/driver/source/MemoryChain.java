package io.drillbook.driver.source;

import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.spi.source.Basis;
import io.drillbook.spi.source.Earlier;
import io.drillbook.spi.source.MemberReader;
import io.drillbook.spi.source.MemberSink;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** One recovery point of a chain, in memory: knows those before it. */
public final class MemoryChain implements MemberSink, MemberReader {
  private final String point;
  private final MemoryMembers members;
  private final List<MemoryChain> before;
  private SourceCapture capture;

  private MemoryChain(String source, String point, List<MemoryChain> before) {
    this.point = point;
    this.members = new MemoryMembers(source);
    this.before = before;
  }

  /** The beginning of a chain. */
  public static MemoryChain first(String source) {
    return new MemoryChain(source, "20261120T020000Z-000000", List.of());
  }

  /** The next point, which may build on this one. */
  public MemoryChain next(SourceCapture captured) {
    capture = captured;
    List<MemoryChain> all = new ArrayList<>(before);
    all.add(this);
    String name = "20261120T020000Z-%06d".formatted(all.size());
    return new MemoryChain(members.source(), name, all);
  }

  public MemoryMembers members() {
    return members;
  }

  public String point() {
    return point;
  }

  public List<MemoryChain> before() {
    return before;
  }

  @Override
  public OutputStream open(String part, String format) {
    return members.open(part, format);
  }

  @Override
  public Basis basis() {
    if (before.isEmpty()) {
      return Basis.none("nothing was captured before");
    }
    MemoryChain newest = before.get(before.size() - 1);
    return Basis.of(newest.earlierOne(), () -> newest.members.open(newest.list()));
  }

  @Override
  public InputStream open(Member member) {
    if (members.members().contains(member)) {
      return members.open(member);
    }
    return before.stream()
        .filter(one -> one.members.members().contains(member))
        .findFirst()
        .orElseThrow()
        .members
        .open(member);
  }

  @Override
  public List<Earlier> earlier() {
    return before.stream().map(MemoryChain::earlierOne).toList();
  }

  private Earlier earlierOne() {
    return new Earlier(point, capture, members.members());
  }

  private Member list() {
    return members.members().stream()
        .filter(member -> member.format().equals(Basis.KEPT))
        .findFirst()
        .orElseThrow();
  }
}
