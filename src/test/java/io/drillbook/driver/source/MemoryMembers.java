package io.drillbook.driver.source;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.Member;
import io.drillbook.spi.source.MemberReader;
import io.drillbook.spi.source.MemberSink;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps members in memory, as they are. */
public final class MemoryMembers implements MemberSink, MemberReader {
  private final String source;
  private final Map<String, ByteArrayOutputStream> contents = new ConcurrentHashMap<>();
  private final Map<String, String> formats = new ConcurrentHashMap<>();
  private final Map<String, List<String>> sealed = new ConcurrentHashMap<>();
  private boolean withoutKeys;
  private Runnable onFirstOpen = () -> {};

  public MemoryMembers(String source) {
    this.source = source;
  }

  public String source() {
    return source;
  }

  @Override
  public OutputStream open(String part, String format) {
    String file = source + (part.isEmpty() ? "" : "." + part) + "." + format + ".zst.pgp";
    formats.put(file, format);
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    if (contents.put(file, content) != null) {
      throw new IllegalStateException(file + " was opened twice");
    }
    return content;
  }

  @Override
  public OutputStream openFor(List<String> keys, String part, String format) {
    OutputStream content = open(part, format);
    sealed.put(source + (part.isEmpty() ? "" : "." + part) + "." + format + ".zst.pgp", keys);
    return content;
  }

  /** From now on as on a server that opens no sealed member. */
  public void loseKeys() {
    withoutKeys = true;
  }

  /** What happens once, right before the next member is opened. */
  public void onFirstOpen(Runnable action) {
    onFirstOpen = action;
  }

  @Override
  public boolean opens(Member member) {
    return !withoutKeys || !member.isSealed();
  }

  @Override
  public InputStream open(Member member) {
    Runnable action = onFirstOpen;
    onFirstOpen = () -> {};
    action.run();
    if (!opens(member)) {
      throw new Fault(
          FaultCode.KEY_MISSING, "unable to open the member: '" + member.file() + "'", "No key.");
    }
    return new ByteArrayInputStream(bytes(member.file()));
  }

  public byte[] bytes(String file) {
    return contents.get(file).toByteArray();
  }

  /** Cuts a member, as a damaged one would be. */
  public void truncate(String file, int length) {
    byte[] all = bytes(file);
    contents.get(file).reset();
    contents.get(file).write(all, 0, length);
  }

  public List<Member> members() {
    List<Member> members = new ArrayList<>();
    formats.forEach(
        (file, format) ->
            members.add(
                new Member(
                    source,
                    file,
                    format,
                    0,
                    sum(bytes(file)),
                    bytes(file).length,
                    "",
                    sealed.getOrDefault(file, List.of()))));
    members.sort(Comparator.comparing(Member::file));
    return members;
  }

  private static String sum(byte[] bytes) {
    return UUID.nameUUIDFromBytes(bytes).toString();
  }
}
