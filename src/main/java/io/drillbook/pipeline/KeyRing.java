package io.drillbook.pipeline;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.KeyFacts;
import io.drillbook.domain.point.KeyFacts.KeyUse;
import io.drillbook.domain.system.KeyFile;
import io.drillbook.domain.system.SignCommand;
import io.drillbook.spi.secret.Secrets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
  private static final Duration COMMAND_LIMIT = Duration.ofMinutes(2);

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

  /** Whether its private half is here, by what drillbook.yaml says. */
  public boolean opens(String name) {
    return file(name).opens();
  }

  /** Whether drillbook.yaml says which fingerprint it must have. */
  public boolean isPinned(String name) {
    return file(name).pinned().isPresent();
  }

  /**
   * What is known of a key in this use, also of one that expired.
   *
   * @throws Fault KEY_MISSING where it is unknown, unreadable or was never fit for this use
   */
  public KeyFacts facts(String name, KeyUse use) {
    OpenPGPCertificate certificate = reader(name).certificate();
    List<OpenPGPComponentKey> usable = usable().parts(certificate, use);
    OpenPGPComponentKey part =
        usable.isEmpty()
            ? usable().fitOnce(name, use, certificate)
            : usable().newest(name, usable, certificate);
    return KeyDescription.of(name, use, certificate, part, now());
  }

  /**
   * The keys to encrypt to. Where a private half is here, it must be the other half: a public file
   * that was swapped would else be noticed by the restore only.
   *
   * @throws Fault KEY_MISSING where one is unknown, unreadable, swapped or expired; INPUT_INVALID
   *     where they are not at least two different keys
   */
  public Recipients recipients(List<String> names) {
    return each(names).requireTwo(names);
  }

  /**
   * The keys that alone open a sealed member.
   *
   * @throws Fault as {@link #recipients}; NOT_ALLOWED where the private half of one is here
   */
  public Recipients sealedFor(List<String> names) {
    for (String name : names) {
      if (opens(name)) {
        throw Recipients.openedHere(name);
      }
    }
    Recipients only = each(names);
    // One key may stand there under two names.
    named(only.fingerprints()).stream()
        .filter(this::opens)
        .findFirst()
        .ifPresent(
            name -> {
              throw Recipients.openedHere(name);
            });
    return only;
  }

  /** The names of the keys with one of these fingerprints. */
  public List<String> named(Collection<String> fingerprints) {
    return names().stream().filter(name -> fingerprints.contains(fingerprint(name))).toList();
  }

  private Recipients each(List<String> names) {
    List<PGPPublicKey> keys = new ArrayList<>();
    List<KeyFacts> facts = new ArrayList<>();
    for (String name : names) {
      KeyFileReader reader = reader(name);
      OpenPGPCertificate certificate = reader.certificate();
      if (file(name).opens()) {
        reader.key(secrets);
      }
      OpenPGPComponentKey part = usable().newest(name, KeyUse.ENCRYPT, certificate);
      keys.add(part.getPGPPublicKey());
      facts.add(KeyDescription.of(name, KeyUse.ENCRYPT, certificate, part, now()));
    }
    return new Recipients(keys, facts);
  }

  /**
   * The key to sign with, unlocked, or the program that signs with it.
   *
   * @throws Fault KEY_MISSING where its private half is not here, its passphrase is wrong or it is
   *     expired
   */
  public SigningKey signer(String name) {
    KeyFileReader reader = reader(name);
    Optional<SignCommand> command = file(name).signCommand();
    if (command.isPresent()) {
      OpenPGPCertificate certificate = reader.certificate();
      usable().newest(name, KeyUse.SIGN, certificate);
      return new SigningKey(
          fingerprintOf(certificate),
          new CommandSigner(name, command.get(), COMMAND_LIMIT, certificate));
    }
    OpenPGPKey key = reader.key(secrets);
    List<OpenPGPComponentKey> usable =
        usable().parts(key.toCertificate(), KeyUse.SIGN).stream()
            .filter(part -> hasPrivate(key.getSecretKey(part.getKeyIdentifier())))
            .toList();
    OpenPGPComponentKey part = usable().newest(name, usable, key);
    PGPKeyPair unlocked = reader.unlock(key.getSecretKey(part.getKeyIdentifier()), secrets);
    return new SigningKey(
        fingerprintOf(key),
        new UnlockedSigner(part.getPGPPublicKey(), unlocked.getPrivateKey(), clock));
  }

  /**
   * Checks a detached signature, made by this very key while it was valid.
   *
   * @param signature armoured, as {@code gpg --armor --detach-sign} writes it
   * @throws Fault SIGNATURE_INVALID; KEY_MISSING where the public key cannot be read
   */
  public void verify(String name, byte[] content, byte[] signature) {
    verify(List.of(name), content, signature);
  }

  /**
   * Checks a detached signature, made by one of these keys while it was valid; no other key of
   * drillbook.yaml is believed.
   *
   * @return fingerprint of the primary key of the one that made it
   * @throws Fault SIGNATURE_INVALID; KEY_MISSING where it is by none of those that can be read, and
   *     one cannot
   */
  public String verify(List<String> trusted, byte[] content, byte[] signature) {
    DetachedSignature made = new DetachedSignature(signature);
    List<String> fingerprints = new ArrayList<>();
    Fault unreadable = null;
    for (String name : trusted) {
      try {
        OpenPGPCertificate certificate = reader(name).certificate();
        String fingerprint = fingerprintOf(certificate);
        if (made.claims(certificate)) {
          made.verify(content, certificate, fingerprint);
          return fingerprint;
        }
        fingerprints.add(fingerprint);
      } catch (Fault e) {
        if (e.code() != FaultCode.KEY_MISSING) {
          throw e;
        }
        unreadable = e;
      }
    }
    throw unreadable != null
        ? unreadable
        : DetachedSignature.notBy(String.join(" or ", fingerprints));
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
    Set<String> fingerprints = new HashSet<>();
    for (KeyFile file : files.values()) {
      KeyFileReader reader = new KeyFileReader(file);
      if (file.opens() && recipients.contains(fingerprint(file.name()))) {
        fingerprints.add(fingerprint(file.name()));
        for (OpenPGPSecretKey part : reader.key(secrets).getSecretKeys().values()) {
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
    return new MemberKeys(found, fingerprints);
  }

  static String fingerprintOf(OpenPGPCertificate certificate) {
    return KeyDescription.hex(certificate.getFingerprint());
  }

  private static boolean hasPrivate(OpenPGPSecretKey key) {
    return key != null && !key.getPGPSecretKey().isPrivateKeyEmpty();
  }

  private UsableParts usable() {
    return new UsableParts(clock.instant());
  }

  private Date now() {
    return Date.from(clock.instant());
  }

  private KeyFileReader reader(String name) {
    return new KeyFileReader(file(name));
  }

  private KeyFile file(String name) {
    KeyFile file = files.get(name);
    if (file == null) {
      throw new Fault(
          FaultCode.KEY_MISSING,
          "unable to find the key: '" + name + "'",
          "drillbook.yaml knows the keys " + files.keySet() + ".");
    }
    return file;
  }
}
