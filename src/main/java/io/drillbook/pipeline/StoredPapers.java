package io.drillbook.pipeline;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.vault.Vault;
import io.drillbook.spi.vault.VaultUpload;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Runbooks on paper of one system in a vault: {@code _papers/<system>/<time>-<digest>.html} and its
 * detached signature beside it, {@code .asc}. Nothing is rewritten or removed, so that vaults with
 * object lock and logins that may not delete do; the names sort by time, and the last one counts.
 */
public final class StoredPapers {
  private static final String ROOT = "_papers/";
  private static final String PAGE = ".html";
  private static final String SIGNATURE = ".asc";
  private static final int MOST_BYTES = 32 << 20;
  private static final int DIGITS = 16;
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'");
  private static final Instant END_OF_NAMES = Instant.parse("9999-01-01T00:00:00Z");
  private static final Pattern NAME = Pattern.compile("([0-9]{8}T[0-9]{6}Z)-([0-9a-f]{16})\\.html");

  private final Vault vault;
  private final String folder;

  /** The papers of a system, of which there may be none. */
  public StoredPapers(Vault vault, String system) {
    this.vault = vault;
    // The same names are allowed as of a system with recovery points.
    this.folder = ROOT + PointLayout.folder(system, "x").replaceFirst("x/$", "");
  }

  /**
   * A paper.
   *
   * @param name of the file; sorts by time
   * @param at when it was put there, by the server's clock
   * @param digest the first digits of the page's SHA-256
   * @param signed whether a signature lies beside it, whatever it is worth
   */
  public record StoredPaper(String name, Instant at, String digest, boolean signed) {}

  /** Names of the systems that have papers in a vault. */
  public static List<String> systems(Vault vault) {
    return vault.list(ROOT).stream()
        .map(entry -> entry.key().substring(ROOT.length()).split("/", 2)[0])
        .distinct()
        .toList();
  }

  /** All of them, the oldest first. */
  public List<StoredPaper> all() {
    Set<String> names =
        vault.list(folder).stream()
            .map(entry -> entry.key().substring(folder.length()))
            .collect(Collectors.toCollection(TreeSet::new));
    return names.stream().flatMap(name -> paper(name, names).stream()).toList();
  }

  private static Optional<StoredPaper> paper(String name, Set<String> names) {
    Matcher parts = NAME.matcher(name);
    return parts.matches()
        ? Optional.of(
            new StoredPaper(
                name,
                LocalDateTime.parse(parts.group(1), TIME).toInstant(ZoneOffset.UTC),
                parts.group(2),
                names.contains(name + SIGNATURE)))
        : Optional.empty();
  }

  /**
   * Whose signature counts.
   *
   * @param signers names of keys of the ring
   */
  public record Trust(KeyRing keys, List<String> signers) {
    public Trust {
      signers = List.copyOf(signers);
    }
  }

  /**
   * Puts a page there, unless the last one is the same and signed by somebody who is trusted: one
   * that another planted behind ours does not stay the last. One that a killed server left without
   * its signature gets it.
   *
   * @return whether anything was written
   */
  public boolean put(byte[] page, SigningKey signer, Trust trust, Instant now) {
    List<StoredPaper> known = all();
    Optional<StoredPaper> last =
        known.isEmpty() ? Optional.empty() : Optional.of(known.get(known.size() - 1));
    String digest = digest(page);
    Optional<StoredPaper> same = last.filter(it -> it.digest().equals(digest));
    if (same.filter(it -> !it.signed()).isPresent()) {
      write(same.get().name() + SIGNATURE, signer.sign(page));
      return true;
    }
    if (same.filter(it -> isSigned(it, page, trust)).isPresent()) {
      return false;
    }
    String name = TIME.format(time(last, now).atOffset(ZoneOffset.UTC)) + "-" + digest + PAGE;
    write(name, page);
    write(name + SIGNATURE, signer.sign(page));
    return true;
  }

  /** After a clock that was ahead the newest must still be the last one, unless no name can be. */
  private static Instant time(Optional<StoredPaper> last, Instant now) {
    Instant at = last.map(it -> later(it.at().plusSeconds(1), now)).orElse(now);
    return (at.isBefore(END_OF_NAMES) ? at : now).truncatedTo(ChronoUnit.SECONDS);
  }

  private boolean isSigned(StoredPaper paper, byte[] page, Trust trust) {
    try {
      verify(paper, page, trust.keys(), trust.signers());
      return true;
    } catch (Fault e) {
      if (e.code() != FaultCode.SIGNATURE_INVALID) {
        throw e;
      }
      return false;
    }
  }

  /**
   * The page.
   *
   * @throws Fault POINT_UNKNOWN where there is none of that name; CHECKSUM_MISMATCH
   */
  public byte[] read(StoredPaper paper) {
    byte[] page = readWhole(paper.name());
    if (!digest(page).equals(paper.digest())) {
      throw new Fault(
          FaultCode.CHECKSUM_MISMATCH,
          "unable to accept the paper, it was changed: '" + folder + paper.name() + "'",
          "Take an older one, or the one of another vault.");
    }
    return page;
  }

  /**
   * Checks who signed a page.
   *
   * @param signers names of the keys whose signature counts
   * @return the fingerprint of the key
   * @throws Fault SIGNATURE_INVALID where none of them did
   */
  public String verify(StoredPaper paper, byte[] page, KeyRing keys, List<String> signers) {
    if (!paper.signed()) {
      throw new Fault(
          FaultCode.SIGNATURE_INVALID,
          "unable to find the signature of the paper: '" + folder + paper.name() + "'",
          "Take an older one, or the one of another vault.");
    }
    return keys.verify(signers, page, readWhole(paper.name() + SIGNATURE));
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private void write(String name, byte[] content) {
    String key = folder + name;
    try (VaultUpload upload = vault.create(key)) {
      upload.write(content);
      upload.commit();
    } catch (IOException e) {
      throw unusable("write to", key, e);
    } catch (Fault e) {
      // Another server put the very same there in this second.
      if (e.code() != FaultCode.OBJECT_EXISTS) {
        throw e;
      }
    }
  }

  private byte[] readWhole(String name) {
    try (InputStream in = vault.read(folder + name)) {
      return in.readNBytes(MOST_BYTES);
    } catch (IOException e) {
      throw unusable("read from", folder + name, e);
    }
  }

  private Fault unusable(String what, String key, IOException e) {
    return new Fault(
        FaultCode.VAULT_UNREACHABLE,
        "unable to " + what + " the vault '" + vault.name() + "': '" + key + "'",
        "Check that the vault answers and has room.",
        e);
  }

  /** By what a page is named. */
  public static String digest(byte[] page) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(page);
      return HexFormat.of().formatHex(hash).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
