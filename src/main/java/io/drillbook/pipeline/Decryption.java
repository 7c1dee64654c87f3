package io.drillbook.pipeline;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.Member;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import org.bouncycastle.openpgp.PGPCompressedData;
import org.bouncycastle.openpgp.PGPEncryptedData;
import org.bouncycastle.openpgp.PGPEncryptedDataList;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPLiteralData;
import org.bouncycastle.openpgp.PGPObjectFactory;
import org.bouncycastle.openpgp.PGPPublicKeyEncryptedData;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;
import org.bouncycastle.openpgp.operator.PGPDataDecryptor;
import org.bouncycastle.openpgp.operator.bc.BcPublicKeyDataDecryptorFactory;

/**
 * Opens one OpenPGP message and insists on all of it: one message only, its MDC, nothing behind it.
 * BouncyCastle alone would accept a message with bytes appended, or one whose MDC nobody asked for.
 */
final class Decryption {
  private final Member member;
  private final MemberKeys keys;

  Decryption(Member member, MemberKeys keys) {
    this.member = member;
    this.keys = keys;
  }

  /**
   * Writes the plaintext; returns only if the message was whole.
   *
   * @throws Fault KEY_MISSING, DECRYPTION_FAILED
   */
  void copy(InputStream stored, OutputStream plain) throws IOException {
    try {
      PGPPublicKeyEncryptedData message = find(stored);
      InputStream body = message.getDataStream(factory(key(message)));
      PGPObjectFactory objects = new BcPGPObjectFactory(body);
      Object first = objects.nextObject();
      if (first instanceof PGPCompressedData compressed) {
        objects = new BcPGPObjectFactory(compressed.getDataStream());
        first = objects.nextObject();
      }
      if (!(first instanceof PGPLiteralData literal)) {
        throw damaged("it does not hold plain data", null);
      }
      copyAll(literal.getInputStream(), plain);
      requireEnd(objects.nextObject() == null && body.read() < 0);
      if (!message.verify()) {
        throw damaged("its integrity check does not hold", null);
      }
      requireEnd(stored.read() < 0);
    } catch (PGPException | RuntimeException e) {
      throw e instanceof Fault fault ? fault : damaged("the OpenPGP message is broken", e);
    }
  }

  /**
   * The first bytes of the plaintext, which nobody may use: nothing is checked yet.
   *
   * @throws Fault KEY_MISSING, DECRYPTION_FAILED
   */
  byte[] head(InputStream stored, int length) throws IOException {
    try {
      PGPPublicKeyEncryptedData message = find(stored);
      InputStream body = message.getDataStream(factory(key(message)));
      if (new BcPGPObjectFactory(body).nextObject() instanceof PGPLiteralData literal) {
        return literal.getInputStream().readNBytes(length);
      }
      throw damaged("it does not hold plain data", null);
    } catch (PGPException | RuntimeException e) {
      throw e instanceof Fault fault ? fault : damaged("the OpenPGP message is broken", e);
    }
  }

  private void requireEnd(boolean atEnd) {
    if (!atEnd) {
      throw damaged("there is more behind its end", null);
    }
  }

  private static void copyAll(InputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[HandOff.BUFFER_BYTES];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      out.write(buffer, 0, n);
    }
  }

  private PGPPublicKeyEncryptedData find(InputStream stored) throws IOException {
    if (!(new BcPGPObjectFactory(stored).nextObject() instanceof PGPEncryptedDataList list)) {
      throw damaged("it is not an OpenPGP message", null);
    }
    for (PGPEncryptedData data : list) {
      if (data instanceof PGPPublicKeyEncryptedData found
          && keys.find(found.getKeyIdentifier().getKeyId()).isPresent()) {
        if (!found.isIntegrityProtected() || found.isAEAD()) {
          throw damaged("it is not a SEIPD version 1 message", null);
        }
        return found;
      }
    }
    throw new Fault(
        FaultCode.KEY_MISSING,
        "unable to find the private key for the member: '" + member.file() + "'",
        member.isSealed()
            ? "It is sealed: only "
                + String.join(" or ", member.recipients())
                + " opens it. Whoever holds that private key restores it by 'drillbook rescue"
                + " restore' or as RESTORE.md says."
            : "Give 'keys' in drillbook.yaml the private half of a key that the backup was"
                + " encrypted to.");
  }

  private PGPKeyPair key(PGPPublicKeyEncryptedData message) {
    Optional<PGPKeyPair> key = keys.find(message.getKeyIdentifier().getKeyId());
    return key.orElseThrow();
  }

  private static BcPublicKeyDataDecryptorFactory factory(PGPKeyPair key) {
    return new BcPublicKeyDataDecryptorFactory(key) {
      @Override
      public PGPDataDecryptor createDataDecryptor(boolean integrity, int algorithm, byte[] session)
          throws PGPException {
        return FastDataCipher.decryptor(algorithm, session);
      }
    };
  }

  private Fault damaged(String why, Throwable cause) {
    return new Fault(
        FaultCode.DECRYPTION_FAILED,
        "unable to decrypt the member, " + why + ": '" + member.file() + "'",
        "The stored bytes are damaged; take another vault or another recovery point.",
        cause);
  }
}
