package io.drillbook.driver.source.sops;

import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.spi.source.MemberReader;
import io.drillbook.spi.step.StepContext;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** The members of one capture, compared with what the manifest tells of them. */
record Members(SourceCapture capture, List<Member> all, MemberReader reader, StepContext context) {
  /** The file itself, where it was captured. */
  Optional<Member> sealed() {
    return find(SopsSourceDriver.SOPS);
  }

  Optional<Member> inventory() {
    return find(SopsSourceDriver.JSON);
  }

  /** What names the content: two captures may be alike. */
  String content() {
    return capture.dataTime() + " " + all.stream().map(Member::storedSha256).toList();
  }

  Structure structure() {
    Member member = inventory().orElseThrow(() -> SopsFaults.notWhole("inventory", "missing"));
    return Structure.read(bytes(member))
        .filter(read -> SopsSourceDriver.contents(read).equals(capture.contents()))
        .orElseThrow(
            () -> SopsFaults.notWhole(member.file(), "it is not the structure that was captured"));
  }

  byte[] file(Member member) {
    byte[] bytes = bytes(member);
    if (!Target.sha256(bytes).equals(capture.facts().get(SopsSourceDriver.SHA256))) {
      throw SopsFaults.notWhole(member.file(), "its bytes differ from the manifest");
    }
    return bytes;
  }

  private byte[] bytes(Member member) {
    try (InputStream in = reader.open(member)) {
      byte[] bytes = in.readAllBytes();
      context.progress(member.file(), bytes.length, member.contentBytes());
      context.cancellation().check();
      return bytes;
    } catch (IOException e) {
      throw SopsFaults.notWhole(member.file(), String.valueOf(e.getMessage()));
    }
  }

  private Optional<Member> find(String format) {
    return all.stream().filter(member -> member.format().equals(format)).findFirst();
  }
}
