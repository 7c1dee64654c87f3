package io.drillbook.pipeline;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.system.KeyFile;
import io.drillbook.spi.secret.Secrets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Date;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.api.OpenPGPCertificate;
import org.bouncycastle.openpgp.api.OpenPGPCertificate.OpenPGPComponentKey;
import org.bouncycastle.openpgp.api.OpenPGPKey;
import org.bouncycastle.openpgp.api.OpenPGPKey.OpenPGPSecretKey;

/**
 * The OpenPGP keys of {@code drillbook.yaml}. Files and passphrases are read at the moment of use,
 * so that a renewed key takes effect. A key that is expired, revoked or not bound to its primary
 * key by a valid signature does not encrypt or sign; an expired one still decrypts. Safe for
 * several threads.
 */
public final class KeyRing {
  private final Map<String, KeyFile> files = new LinkedHashMap<>();
  private final Secrets secrets;
  private final Clock clock;

  private KeyRing(List<KeyFile> files, Secrets secrets, Clock clock) {
    files.forEach(file -> this.files.put(file.name(), file));
    this.secrets = secrets;
    this.clock = clock;
  }

  /** A ring over these files; none is read yet. */
  public static KeyRing open(List<KeyFile> files, Secrets secrets, Clock clock) {
    return new KeyRing(files, secrets, clock);
  }

  /** The names of all keys, in the order of the file. */
  public List<String> names() {
    return List.copyOf(files.keySet());
  }

  /**
   * Fingerprint of a key's primary key: capital hexadecimal digits without spaces, as {@code gpg
   * --with-colons} shows it.
   *
   * @throws Fault KEY_MISSING
   */
  public String fingerprint(String name) {
    return fingerprintOf(reader(name).certificate());
  }

  /**
   * The keys to encrypt to.
   *
   * @throws Fault KEY_MISSING where one is unknown, unreadable or expired; INPUT_INVALID where they
   *     are not at least two different keys
   */
  public Recipients recipients(List<String> names) {
    List<PGPPublicKey> keys = new ArrayList<>();
    Set<String> fingerprints = new TreeSet<>();
    for (String name : names) {
      OpenPGPCertificate certificate = reader(name).certificate();
      keys.add(newest(name, certificate.getEncryptionKeys(now()), certificate).getPGPPublicKey());
      fingerprints.add(fingerprintOf(certificate));
    }
    if (fingerprints.size() < 2 || fingerprints.size() != names.size()) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to encrypt to fewer than two different keys: '" + names + "'",
          "List two or more keys under 'encrypt-to'; keep the private half of one offline.");
    }
    return new Recipients(keys, List.copyOf(fingerprints));
  }

  /**
   * The key to sign with, unlocked.
   *
   * @throws Fault KEY_MISSING where its private half is not here, its passphrase is wrong or it is
   *     expired
   */
  public SigningKey signer(String name) {
    KeyFileReader reader = reader(name);
    OpenPGPKey key = reader.key();
    List<OpenPGPComponentKey> usable =
        key.toCertificate().getSigningKeys(now()).stream()
            .filter(part -> hasPrivate(key.getSecretKey(part.getKeyIdentifier())))
            .toList();
    OpenPGPComponentKey part = newest(name, usable, key);
    PGPKeyPair unlocked = reader.unlock(key.getSecretKey(part.getKeyIdentifier()), secrets);
    return new SigningKey(
        fingerprintOf(key), part.getPGPPublicKey(), unlocked.getPrivateKey(), clock);
  }

  /**
   * Checks a detached signature, made by this very key while it was valid.
   *
   * @param signature armoured, as {@code gpg --armor --detach-sign} writes it
   * @throws Fault SIGNATURE_INVALID; KEY_MISSING where the public key cannot be read
   */
  public void verify(String name, byte[] content, byte[] signature) {
    OpenPGPCertificate certificate = reader(name).certificate();
    new DetachedSignature(signature).verify(content, certificate, fingerprintOf(certificate));
  }

  /**
   * Which of these keys a signature says it is by; nothing is checked by that.
   *
   * @throws Fault SIGNATURE_INVALID where it cannot be read; KEY_MISSING
   */
  public Optional<String> claimedSigner(Collection<String> names, byte[] signature) {
    DetachedSignature read = new DetachedSignature(signature);
    return names.stream().filter(name -> read.claims(reader(name).certificate())).findFirst();
  }

  /**
   * Unlocks every private key at hand that opens what was encrypted to these fingerprints.
   *
   * @throws Fault KEY_MISSING where there is none, or one cannot be unlocked
   */
  public MemberKeys openers(List<String> recipients) {
    Map<Long, PGPKeyPair> found = new HashMap<>();
    for (KeyFile file : files.values()) {
      KeyFileReader reader = new KeyFileReader(file);
      if (file.privateKey().isPresent() && recipients.contains(fingerprint(file.name()))) {
        for (OpenPGPSecretKey part : reader.key().getSecretKeys().values()) {
          if (hasPrivate(part) && part.getPGPSecretKey().getPublicKey().isEncryptionKey()) {
            found.put(part.getKeyIdentifier().getKeyId(), reader.unlock(part, secrets));
          }
        }
      }
    }
    if (found.isEmpty()) {
      throw new Fault(
          FaultCode.KEY_MISSING,
          "unable to find a private key for the recipients: '" + recipients + "'",
          "Give one of these keys a 'private' file under 'keys' of drillbook.yaml.");
    }
    return new MemberKeys(found);
  }

  static String fingerprintOf(OpenPGPCertificate certificate) {
    return HexFormat.of().formatHex(certificate.getFingerprint()).toUpperCase(Locale.ROOT);
  }

  private static boolean hasPrivate(OpenPGPSecretKey key) {
    return key != null && !key.getPGPSecretKey().isPrivateKeyEmpty();
  }

  private OpenPGPComponentKey newest(
      String name, List<OpenPGPComponentKey> usable, OpenPGPCertificate certificate) {
    return usable.stream()
        .max(Comparator.comparing(OpenPGPComponentKey::getCreationTime))
        .orElseThrow(() -> unusable(name, certificate));
  }

  private Fault unusable(String name, OpenPGPCertificate certificate) {
    Date expiry = certificate.getExpirationTime();
    boolean expired = expiry != null && expiry.toInstant().isBefore(clock.instant());
    return new Fault(
        FaultCode.KEY_MISSING,
        "unable to use the key now: '" + name + "'",
        expired
            ? "It expired at " + expiry.toInstant() + "; extend it with gpg and export it again."
            : "It has no part that is valid for this use: look at it with gpg --show-keys.");
  }

  private Date now() {
    Instant now = clock.instant();
    return Date.from(now);
  }

  private KeyFileReader reader(String name) {
    KeyFile file = files.get(name);
    if (file == null) {
      throw new Fault(
          FaultCode.KEY_MISSING,
          "unable to find the key: '" + name + "'",
          "drillbook.yaml knows the keys " + files.keySet() + ".");
    }
    return new KeyFileReader(file);
  }
}
