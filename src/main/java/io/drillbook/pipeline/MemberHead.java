package io.drillbook.pipeline;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.Member;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.bouncycastle.openpgp.PGPEncryptedData;
import org.bouncycastle.openpgp.PGPEncryptedDataList;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyEncryptedData;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;

/**
 * The beginning of a stored member: which keys it is encrypted to, and whether it opens. Cheap: a
 * few thousand bytes are read, whatever the member's size. Nothing is learnt about the rest of it.
 */
public final class MemberHead {
  /** How every zstd frame begins, RFC 8878 section 3.1.1. */
  private static final byte[] ZSTD = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd};

  private final Member member;

  /** The head of this member. */
  public MemberHead(Member member) {
    this.member = member;
  }

  /**
   * Refuses a member that is not encrypted to exactly these recipients.
   *
   * @param stored the member's bytes from their beginning; not closed
   * @throws Fault KEY_MISSING, DECRYPTION_FAILED
   */
  public void requireFor(Recipients recipients, InputStream stored) {
    Set<String> wanted =
        recipients.keys().stream()
            .map(PGPPublicKey::getKeyID)
            .map(Long::toHexString)
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> found = new TreeSet<>();
    for (PGPEncryptedData data : messages(stored)) {
      if (data instanceof PGPPublicKeyEncryptedData one) {
        found.add(Long.toHexString(one.getKeyIdentifier().getKeyId()));
      }
    }
    if (!found.equals(wanted)) {
      throw new Fault(
          FaultCode.KEY_MISSING,
          "unable to keep a member that is encrypted to other keys: '" + member.file() + "'",
          "It is for "
              + found
              + ", and the keys of the plan are "
              + wanted
              + " now; was a key file replaced meanwhile? Take a new backup.");
    }
  }

  /**
   * Opens the first bytes.
   *
   * @param stored the member's bytes from their beginning; not closed
   * @throws Fault KEY_MISSING, DECRYPTION_FAILED where the key does not open it
   */
  public void requireOpenedBy(MemberKeys keys, InputStream stored) {
    try {
      byte[] head = new Decryption(member, keys).head(stored, ZSTD.length);
      if (!Arrays.equals(head, ZSTD)) {
        throw broken(null);
      }
    } catch (IOException e) {
      throw broken(e);
    }
  }

  private PGPEncryptedDataList messages(InputStream stored) {
    try {
      if (new BcPGPObjectFactory(stored).nextObject() instanceof PGPEncryptedDataList list) {
        return list;
      }
    } catch (IOException | RuntimeException e) {
      throw broken(e);
    }
    throw broken(null);
  }

  private Fault broken(Exception cause) {
    return new Fault(
        FaultCode.DECRYPTION_FAILED,
        "unable to open the head of the member just captured: '" + member.file() + "'",
        "Nobody could restore from it: check the key files, then take a new backup.",
        cause);
  }
}
