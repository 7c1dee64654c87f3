package io.drillbook.usecase;

import io.drillbook.domain.point.CatalogPoint;
import io.drillbook.domain.point.Condemned;
import io.drillbook.domain.point.Lineage;
import io.drillbook.domain.point.Manifest;
import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.MissingSource;
import io.drillbook.domain.point.PointState;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.spi.store.CatalogStore;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The catalog without a database. */
public final class CatalogInMemory implements CatalogStore {
  private final Map<String, CatalogPoint> points = new TreeMap<>();
  private final Map<String, Map<String, Captured>> captures = new HashMap<>();
  private final Map<String, Map<String, MissingSource>> missing = new HashMap<>();

  @Override
  public void begin(String system, String point, String runId, Instant startedAt) {
    put(
        new CatalogPoint(
            system,
            point,
            runId,
            startedAt,
            Optional.empty(),
            PointState.CAPTURING,
            List.of(),
            0,
            Map.of()));
  }

  @Override
  public void saveCapture(
      String system, String point, SourceCapture capture, List<Member> members) {
    captures
        .computeIfAbsent(point, p -> new TreeMap<>())
        .put(capture.source(), new Captured(capture, members));
    missing.computeIfAbsent(point, p -> new TreeMap<>()).remove(capture.source());
  }

  @Override
  public void saveMissing(String system, String point, MissingSource it) {
    captures.computeIfAbsent(point, p -> new TreeMap<>()).remove(it.source());
    missing.computeIfAbsent(point, p -> new TreeMap<>()).put(it.source(), it);
  }

  @Override
  public Map<String, MissingSource> missing(String system, String point) {
    return Map.copyOf(missing.getOrDefault(point, Map.of()));
  }

  private Map<String, String> reasons(String point) {
    return missing.getOrDefault(point, Map.of()).values().stream()
        .collect(Collectors.toMap(MissingSource::source, MissingSource::why));
  }

  @Override
  public Map<String, Captured> captures(String system, String point) {
    return Map.copyOf(captures.getOrDefault(point, Map.of()));
  }

  @Override
  public void seal(String system, String point, Instant sealedAt, List<String> vaults) {
    Map<String, Instant> times =
        captures(system, point).entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().capture().dataTime()));
    CatalogPoint old = points.get(point);
    put(
        new CatalogPoint(
            system,
            point,
            old.runId(),
            old.startedAt(),
            old.sealedAt().or(() -> Optional.of(sealedAt)),
            raised(old.state(), PointState.SEALED),
            vaults,
            storedBytes(system, point),
            times,
            reasons(point),
            Set.of()));
  }

  @Override
  public void setState(String system, String point, PointState state, Instant at) {
    CatalogPoint old = points.get(point);
    put(
        new CatalogPoint(
            system,
            point,
            old.runId(),
            old.startedAt(),
            old.sealedAt(),
            raised(old.state(), state),
            old.vaults(),
            old.storedBytes(),
            old.dataTimes(),
            old.missing(),
            Set.of()));
  }

  /** As the catalog of the database does: never lowered, and broken is for good. */
  private static PointState raised(PointState before, PointState to) {
    return to.compareTo(before) > 0 ? to : before;
  }

  private long storedBytes(String system, String point) {
    return captures(system, point).values().stream()
        .flatMap(captured -> captured.members().stream())
        .mapToLong(Member::storedBytes)
        .sum();
  }

  @Override
  public boolean adopt(Manifest manifest, List<String> vaults, Instant at) {
    Optional<CatalogPoint> known = find(manifest.system(), manifest.point());
    if (known.filter(point -> point.state() != PointState.MISSING).isPresent()) {
      return false;
    }
    begin(manifest.system(), manifest.point(), "adopted", manifest.startedAt());
    manifest
        .sources()
        .forEach(
            source ->
                saveCapture(
                    manifest.system(),
                    manifest.point(),
                    source,
                    manifest.membersOf(source.source())));
    manifest.missing().forEach(it -> saveMissing(manifest.system(), manifest.point(), it));
    seal(manifest.system(), manifest.point(), manifest.sealedAt(), vaults);
    return true;
  }

  @Override
  public boolean relocate(
      String system, String point, List<String> before, List<String> now, Instant at) {
    CatalogPoint old = points.get(point);
    if (old == null || !old.usable() || !old.vaults().equals(before)) {
      return false;
    }
    put(
        new CatalogPoint(
            system,
            point,
            old.runId(),
            old.startedAt(),
            old.sealedAt(),
            now.isEmpty() ? PointState.MISSING : old.state(),
            now,
            old.storedBytes(),
            old.dataTimes(),
            old.missing(),
            Set.of()));
    return true;
  }

  @Override
  public void discard(String system, String point) {
    points.remove(point);
    captures.remove(point);
  }

  @Override
  public void expire(String system, String point, List<String> left) {
    CatalogPoint old = points.get(point);
    if (left.isEmpty()) {
      discard(system, point);
    } else if (old != null) {
      put(
          new CatalogPoint(
              system,
              point,
              old.runId(),
              old.startedAt(),
              old.sealedAt(),
              old.state(),
              left,
              old.storedBytes(),
              old.dataTimes(),
              old.missing(),
              Set.of()));
    }
  }

  @Override
  public List<CatalogPoint> points(String system) {
    return Condemned.among(
        points.values().stream()
            .sorted(Comparator.comparing(CatalogPoint::point).reversed())
            .map(this::withNeeds)
            .toList());
  }

  @Override
  public Optional<CatalogPoint> find(String system, String point) {
    return points(system).stream().filter(it -> it.point().equals(point)).findFirst();
  }

  private CatalogPoint withNeeds(CatalogPoint it) {
    Set<String> needs = new TreeSet<>();
    captures(it.system(), it.point())
        .values()
        .forEach(one -> needs.addAll(Lineage.needs(one.capture().facts())));
    return new CatalogPoint(
        it.system(),
        it.point(),
        it.runId(),
        it.startedAt(),
        it.sealedAt(),
        it.state(),
        it.vaults(),
        it.storedBytes(),
        it.dataTimes(),
        it.missing(),
        needs);
  }

  public PointState state(String point) {
    return points.get(point).state();
  }

  private void put(CatalogPoint point) {
    points.put(point.point(), point);
  }
}
