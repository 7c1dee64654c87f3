package io.drillbook.usecase.backup;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.pipeline.KeptMembers;
import io.drillbook.spi.source.Basis;
import io.drillbook.spi.source.MemberSink;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.function.Supplier;

/** Adds to the members of one capture what the next one will compare with. */
final class KeepingSink implements MemberSink {
  private final MemberSink members;
  private final KeptMembers kept;
  private final Supplier<Basis> basis;
  private final String system;
  private final String source;
  private final String point;
  private boolean keeps;
  private OutputStream copy;

  KeepingSink(
      MemberSink members,
      KeptMembers kept,
      Supplier<Basis> basis,
      String system,
      String source,
      String point) {
    this.members = members;
    this.kept = kept;
    this.basis = basis;
    this.system = system;
    this.source = source;
    this.point = point;
  }

  @Override
  public OutputStream open(String part, String format) {
    return members.open(part, format);
  }

  @Override
  public OutputStream openFor(List<String> keys, String part, String format) {
    return members.openFor(keys, part, format);
  }

  @Override
  public Basis basis() {
    return basis.get();
  }

  @Override
  public OutputStream openKept(String part) {
    OutputStream member = members.openKept(part);
    try {
      keeps = true;
      copy = kept.create(system, source, point);
      return new Both(member, copy);
    } catch (IOException e) {
      throw unkept(e);
    }
  }

  /** Keeps what was written, if anything was to be kept. */
  void commit() {
    if (keeps) {
      try {
        kept.commit(system, source, point);
      } catch (IOException e) {
        throw unkept(e);
      }
    }
  }

  /** Closes for the sake of the compressor's memory, which is outside the heap. */
  void discard() {
    if (copy != null) {
      try {
        copy.close();
      } catch (IOException e) {
        // It was given up: nobody reads it.
        return;
      }
    }
  }

  private Fault unkept(IOException e) {
    return new Fault(
        FaultCode.CAPTURE_FAILED,
        "unable to keep the list that the next capture compares with: '" + source + "'",
        "Check the rights and the room of the state folder 'var'.",
        e);
  }

  private static final class Both extends FilterOutputStream {
    private final OutputStream copy;

    Both(OutputStream member, OutputStream copy) {
      super(member);
      this.copy = copy;
    }

    @Override
    public void write(int value) throws IOException {
      out.write(value);
      copy.write(value);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.write(bytes, from, length);
      copy.write(bytes, from, length);
    }

    @Override
    public void close() throws IOException {
      try {
        out.close();
      } finally {
        copy.close();
      }
    }
  }
}
