package io.drillbook.assembly;

import io.drillbook.assembly.RescueEquipment.Passphrases;
import io.drillbook.config.TargetReader;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.log.RecoveryGoal;
import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.point.Manifest;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.pipeline.KeyRing;
import io.drillbook.spi.log.KeptLogs;
import io.drillbook.spi.source.RestoreReport;
import io.drillbook.spi.vault.Vaults;
import io.drillbook.usecase.SourceDrivers;
import io.drillbook.usecase.catalog.ChooseStoredPoint;
import io.drillbook.usecase.catalog.ChooseStoredPoint.Chosen;
import io.drillbook.usecase.catalog.Survey;
import io.drillbook.usecase.catalog.SurveyVault;
import io.drillbook.usecase.catalog.Trust;
import io.drillbook.usecase.restore.PointWanted;
import io.drillbook.usecase.restore.RestoreStoredPoint;
import io.drillbook.usecase.restore.VerifyRecoveryPoint;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Works straight on vaults, when the server, its database and its site are gone: no plan, no
 * catalog, no Spring. Used by one command and thrown away.
 */
public final class Rescue {
  private final Drivers drivers;
  private final Vaults vaults;
  private final KeyRing keys;
  private final List<String> signers;
  private final List<String> privateKeys;
  private final KeptLogs logs;

  Rescue(
      Drivers drivers,
      Vaults vaults,
      KeyRing keys,
      List<String> signers,
      List<String> privateKeys,
      KeptLogs logs) {
    this.logs = logs;
    this.drivers = drivers;
    this.vaults = vaults;
    this.keys = keys;
    this.signers = List.copyOf(signers);
    this.privateKeys = List.copyOf(privateKeys);
  }

  /**
   * A rescue with what is left.
   *
   * @throws Fault INPUT_INVALID where a vault or a key cannot be told
   */
  public static Rescue open(RescueEquipment equipment, Passphrases passphrases, Clock clock) {
    return new RescueOpening(equipment, passphrases, clock).open();
  }

  /** Told how far a long step is; by several threads at once. */
  public interface Progress {
    /** Bytes done of a subject, such as a member; total -1 where nobody knows. */
    void at(String subject, long done, long total);
  }

  /**
   * What the vaults hold.
   *
   * @param unreachable why a vault could not be looked through, by its name
   */
  public record Found(List<Survey> surveys, Map<String, Fault> unreachable) {
    public Found {
      surveys = List.copyOf(surveys);
      unreachable = Map.copyOf(unreachable);
    }
  }

  /** One source that is back. */
  public record Restored(
      String source,
      Map<String, Long> contents,
      List<String> notes,
      boolean alreadyDone,
      Optional<Instant> reached) {}

  /** Told what a restore has achieved. */
  public interface Watcher extends Progress {
    /** Everything was read back and is whole; what was passed over in some vault is listed. */
    void verified(List<String> findings);

    /** A source is back. */
    void restored(Restored source);
  }

  /**
   * Looks through all vaults.
   *
   * @throws Fault VAULT_UNREACHABLE where not one of them answers; KEY_MISSING
   */
  public Found survey(Optional<String> system) {
    SurveyVault survey = new SurveyVault(vaults, keys);
    List<Survey> surveys = new ArrayList<>();
    Map<String, Fault> unreachable = new LinkedHashMap<>();
    for (String vault : vaults.names()) {
      try {
        surveys.add(survey.survey(vault, system, Trust.keys(signers)));
      } catch (Fault e) {
        if (e.code() == FaultCode.KEY_MISSING || vaults.names().size() == 1) {
          throw e;
        }
        unreachable.put(vault, e);
      }
    }
    if (surveys.isEmpty()) {
      throw unreachable.values().iterator().next();
    }
    return new Found(surveys, unreachable);
  }

  /**
   * The point of that id, or the newest good one.
   *
   * @throws Fault POINT_UNKNOWN, SIGNATURE_INVALID
   */
  public Chosen choose(Found found, String system, Optional<String> point) {
    return new ChooseStoredPoint().choose(found.surveys(), system, point);
  }

  /**
   * The point of that id, or the newest good one, that lies before a goal if there is one.
   *
   * @param sources those to restore; every one where empty
   * @throws Fault as the other
   */
  public Chosen choose(
      Found found,
      String system,
      Optional<String> point,
      Optional<RecoveryGoal> goal,
      Collection<String> sources) {
    return new ChooseStoredPoint()
        .choose(
            found.surveys(),
            system,
            point,
            manifest ->
                manifest.sources().stream()
                    .filter(it -> sources.isEmpty() || sources.contains(it.source()))
                    .filter(it -> mayKeepLog(it.kind()))
                    .allMatch(it -> isBefore(it, goal)));
  }

  private boolean isBefore(SourceCapture capture, Optional<RecoveryGoal> goal) {
    return !(goal.orElse(null) instanceof RecoveryGoal.Time time)
        || new SourceDrivers(drivers.sources())
            .driver(capture.kind())
            .log()
            .map(log -> log.replaysFrom(capture))
            .orElse(capture.dataTime())
            .isBefore(time.instant());
  }

  /** Whether sources of a kind may keep a log that is replayed. */
  public boolean mayKeepLog(String kind) {
    return new SourceDrivers(drivers.sources()).driver(kind).log().isPresent();
  }

  /**
   * Reads a point back from one vault: signature, size and checksum of every member.
   *
   * @throws Fault SIGNATURE_INVALID, CHECKSUM_MISMATCH, VAULT_UNREACHABLE
   */
  public void verify(Chosen chosen, String vault, Progress progress) {
    VerifyRecoveryPoint.withoutOpening(vaults, keys)
        .verify(wanted(chosen, List.of(vault), Set.of()), new RescueStep(chosen.point(), progress));
  }

  /** The runbooks on paper. */
  public RescuePapers papers() {
    return new RescuePapers(vaults, keys, signers);
  }

  /** Reads where a point's sources go. */
  public TargetReader targets(Manifest manifest) {
    Map<String, String> kinds = new LinkedHashMap<>();
    manifest.sources().forEach(source -> kinds.put(source.source(), source.kind()));
    return new TargetReader(drivers.kinds(), kinds);
  }

  /**
   * Restores; see {@link RestoreStoredPoint#restore}.
   *
   * @param targets the sources to restore, each with where it goes
   * @param goal how far logs of changes are replayed
   */
  public void restore(
      Chosen chosen, Map<String, Settings> targets, Optional<RecoveryGoal> goal, Watcher watcher) {
    requireKey(chosen.manifest());
    RestoreStoredPoint restore =
        new RestoreStoredPoint(
            new SourceDrivers(drivers.sources()),
            VerifyRecoveryPoint.withoutCatalog(vaults, keys),
            logs);
    restore.restore(
        new PointWanted(
            chosen.manifest().system(),
            chosen.point(),
            // First where the point is; its log, or what it builds on, may lie elsewhere.
            Stream.concat(chosen.vaults().stream(), vaults.names().stream()).distinct().toList(),
            // The log may go on under a key that followed the point's.
            signers,
            targets.keySet()),
        chosen.manifest(),
        targets,
        goal,
        new RescueStep(chosen.point(), watcher),
        listener(watcher));
  }

  private static RestoreStoredPoint.Listener listener(Watcher watcher) {
    return new RestoreStoredPoint.Listener() {
      @Override
      public void verified(List<String> findings) {
        watcher.verified(findings);
      }

      @Override
      public void restored(String source, RestoreReport report) {
        watcher.restored(
            new Restored(
                source, report.contents(), report.notes(), report.alreadyDone(), report.reached()));
      }
    };
  }

  /** Before anything is read, and in the words of who has nothing but files at hand. */
  private void requireKey(Manifest manifest) {
    List<String> given =
        privateKeys.stream().map(name -> keys.fingerprint(name) + " (" + name + ")").toList();
    boolean fits =
        privateKeys.stream().map(keys::fingerprint).anyMatch(manifest.openers()::contains);
    if (!fits) {
      throw new Fault(
          FaultCode.KEY_MISSING,
          "unable to open the recovery point with the private key at hand: '"
              + manifest.point()
              + "'",
          "It opens with any one of "
              + String.join(", ", manifest.recipients())
              + "; given was "
              + (given.isEmpty() ? "none" : String.join(", ", given))
              + ".");
    }
    keys.openers(manifest.openers());
  }

  private static PointWanted wanted(Chosen chosen, List<String> vaults, Set<String> sources) {
    return new PointWanted(
        chosen.manifest().system(), chosen.point(), vaults, List.of(chosen.signer()), sources);
  }
}
