package io.drillbook.pipeline;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.SecretReference;
import io.drillbook.domain.system.KeyFile;
import io.drillbook.spi.secret.Secret;
import io.drillbook.spi.secret.Secrets;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.api.OpenPGPCertificate;
import org.bouncycastle.openpgp.api.OpenPGPKey;
import org.bouncycastle.openpgp.api.OpenPGPKey.OpenPGPSecretKey;
import org.bouncycastle.openpgp.api.OpenPGPKeyReader;
import org.bouncycastle.openpgp.api.bc.BcOpenPGPImplementation;

/** Reads the armoured halves of one key and says plainly what is wrong with them. */
final class KeyFileReader {
  private final KeyFile file;
  private final OpenPGPKeyReader reader = new OpenPGPKeyReader(new BcOpenPGPImplementation());

  KeyFileReader(KeyFile file) {
    this.file = file;
  }

  /**
   * The public half.
   *
   * @throws Fault KEY_MISSING where it cannot be read or is not the one that is pinned
   */
  OpenPGPCertificate certificate() {
    List<OpenPGPCertificate> found =
        read(file.publicKey(), in -> reader.parseKeysOrCertificates(in));
    requireOne(found, file.publicKey());
    OpenPGPCertificate only = found.get(0);
    requirePinned(KeyDescription.hex(only.getFingerprint()));
    return only instanceof OpenPGPKey key ? key.toCertificate() : only;
  }

  /**
   * The private half, still locked.
   *
   * @throws Fault KEY_MISSING where it is not here or not the other half of the public one
   */
  OpenPGPKey key(Secrets secrets) {
    Object where = file.privateSecret().<Object>map(it -> it).or(file::privateKey).orElse("");
    List<OpenPGPKey> found =
        file.privateSecret()
            .map(it -> parse(secrets.resolve(it), it))
            .orElseGet(() -> read(privateFile(), in -> reader.parseKeys(in)));
    requireOne(found, where);
    OpenPGPKey key = found.get(0);
    if (!Arrays.equals(key.getFingerprint(), certificate().getFingerprint())) {
      throw missing(
          "unable to use the private key: '" + where + "'",
          "It is not the other half of " + file.publicKey() + "; export both from one key.",
          null);
    }
    return key;
  }

  /** Unlocks one part of the key with the passphrase, which is looked up now. */
  PGPKeyPair unlock(OpenPGPSecretKey key, Secrets secrets) {
    char[] passphrase =
        key.isLocked()
            ? file.passphrase().map(ref -> secrets.resolve(ref).revealChars()).orElse(null)
            : null;
    try {
      return (key.isLocked() ? key.unlock(passphrase) : key.unlock()).getKeyPair();
    } catch (PGPException | RuntimeException e) {
      throw e instanceof Fault fault ? fault : wrongPassphrase(e);
    } finally {
      if (passphrase != null) {
        Arrays.fill(passphrase, ' ');
      }
    }
  }

  private Path privateFile() {
    return file.privateKey()
        .orElseThrow(
            () ->
                missing(
                    "unable to find the private key: '" + file.name() + "'",
                    "Name its file under 'private' of keys." + file.name() + ".",
                    null));
  }

  private List<OpenPGPKey> parse(Secret armoured, SecretReference reference) {
    try {
      return reader.parseKeys(armoured.reveal());
    } catch (IOException | RuntimeException e) {
      // Without the cause: its message might quote the secret.
      throw missing(
          "unable to read the private key from the secret: '" + reference + "'",
          "It holds the whole armoured key, with its line breaks, as gpg --armor exports it.",
          null);
    }
  }

  private void requirePinned(String fingerprint) {
    if (file.pinned().isPresent() && !file.pinned().get().equals(fingerprint)) {
      throw missing(
          "unable to use the public key, it is not the pinned one: '" + file.name() + "'",
          file.publicKey()
              + " holds "
              + fingerprint
              + ", and drillbook.yaml says "
              + file.pinned().get()
              + "; who replaced the file?",
          null);
    }
  }

  Fault missing(String message, String hint, Throwable cause) {
    return new Fault(FaultCode.KEY_MISSING, message, hint, cause);
  }

  private Fault wrongPassphrase(Throwable cause) {
    String hint =
        file.passphrase()
            .map(ref -> "The passphrase from " + ref + " is not that of this very key.")
            .orElse("The key has a passphrase: name it under 'passphrase'.");
    return missing("unable to unlock the private key: '" + file.name() + "'", hint, cause);
  }

  private void requireOne(List<?> found, Object path) {
    if (found.size() != 1) {
      throw missing(
          "unable to tell which key to use, the file holds " + found.size() + ": '" + path + "'",
          "Export exactly one key: gpg --armor --export FINGERPRINT.",
          null);
    }
  }

  private <T> T read(Path path, Parser<T> parser) {
    try (InputStream in = Files.newInputStream(path)) {
      return parser.parse(in);
    } catch (IOException | RuntimeException e) {
      throw missing(
          "unable to read the key file: '" + path + "'",
          "Check that it is there, readable by Drillbook's user and armoured as gpg --armor exports it.",
          e);
    }
  }

  private interface Parser<T> {
    T parse(InputStream in) throws IOException;
  }
}
