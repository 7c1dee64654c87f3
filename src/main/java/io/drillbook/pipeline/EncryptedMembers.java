package io.drillbook.pipeline;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.Member;
import io.drillbook.spi.source.MemberReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Function;

/** Opens members with private keys. */
public final class EncryptedMembers implements MemberReader {
  private final MemberKeys keys;
  private final Function<Member, InputStream> stored;

  /**
   * A reader over stored bytes.
   *
   * @param stored gives a member's stored bytes from their beginning, each time anew
   */
  public EncryptedMembers(MemberKeys keys, Function<Member, InputStream> stored) {
    this.keys = keys;
    this.stored = stored;
  }

  /**
   * The member's content. Its end is reported only after every checksum was found good; reading
   * throws {@link Fault} DECRYPTION_FAILED, CHECKSUM_MISMATCH or KEY_MISSING otherwise, and what
   * was read until then must not be used.
   */
  @Override
  public InputStream open(Member member) {
    try {
      return new OpenedMember(member, keys, stored.apply(member));
    } catch (IOException e) {
      throw new Fault(
          FaultCode.DECRYPTION_FAILED,
          "unable to open the member: '" + member.file() + "'",
          "Check that the vault answers.",
          e);
    }
  }

  @Override
  public boolean opens(Member member) {
    return keys.open(member);
  }
}
