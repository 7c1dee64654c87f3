package io.drillbook.usecase.log;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.log.LogManifest;
import io.drillbook.domain.log.LogSegment;
import io.drillbook.pipeline.KeyRing;
import io.drillbook.pipeline.LogInventory;
import io.drillbook.pipeline.MemberKeys;
import io.drillbook.pipeline.OpenedPiece;
import io.drillbook.pipeline.StoredLog;
import io.drillbook.spi.log.LogReader;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;

/** The log of one source, each piece from the first vault that has it whole. */
final class ReadLog implements LogReader {
  /** Two small reads for each piece: far vaults answer several side by side. */
  private static final int SIDE_BY_SIDE = 8;

  /** A vault has answered, and what it gave is no piece, or none any more. */
  private static final Set<FaultCode> NOT_GOOD =
      EnumSet.of(FaultCode.SIGNATURE_INVALID, FaultCode.INPUT_INVALID, FaultCode.POINT_UNKNOWN);

  private final List<StoredLog> places;
  private final KeyRing keys;
  private final List<String> signers;
  private final Map<List<String>, MemberKeys> openers = new ConcurrentHashMap<>();

  ReadLog(List<StoredLog> places, KeyRing keys, List<String> signers) {
    this.places = List.copyOf(places);
    this.keys = keys;
    this.signers = List.copyOf(signers);
  }

  private record Wanted(String series, String name) {}

  @Override
  public List<LogSegment> segments() {
    return segments(one -> true);
  }

  @Override
  public List<LogSegment> segments(String series, Predicate<String> names) {
    return segments(one -> one.series().equals(series) && names.test(one.name()));
  }

  private List<LogSegment> segments(Predicate<Wanted> which) {
    Map<StoredLog, LogInventory> answering = answering();
    Map<String, Set<String>> names = new TreeMap<>();
    for (LogInventory inventory : answering.values()) {
      inventory
          .whole()
          .forEach(
              (series, found) ->
                  names.computeIfAbsent(series, one -> new TreeSet<>()).addAll(found));
    }
    List<Wanted> wanted = new ArrayList<>();
    names.forEach((series, all) -> all.forEach(name -> wanted.add(new Wanted(series, name))));
    wanted.removeIf(which.negate());
    return read(wanted, answering.keySet());
  }

  @Override
  public InputStream open(LogSegment segment) {
    Fault last = null;
    for (StoredLog place : places) {
      try {
        Optional<LogManifest> found =
            place
                .find(segment.series(), segment.name(), keys, signers)
                .filter(it -> it.contentSha256().equals(segment.contentSha256()));
        if (found.isPresent()) {
          return OpenedPiece.open(place, found.get(), openers(found.get().recipients()));
        }
      } catch (Fault e) {
        last = stopOr(e, last);
      }
    }
    throw last != null ? last : missing(segment);
  }

  /** Vaults that answer a listing. */
  private Map<StoredLog, LogInventory> answering() {
    Map<StoredLog, LogInventory> answering = new LinkedHashMap<>();
    Fault last = null;
    for (StoredLog place : places) {
      try {
        answering.put(place, place.list());
      } catch (Fault e) {
        last = stopOr(e, last);
      }
    }
    if (answering.isEmpty() && last != null) {
      throw last;
    }
    return answering;
  }

  private List<LogSegment> read(List<Wanted> wanted, Set<StoredLog> answering) {
    ExecutorService readers = Executors.newFixedThreadPool(SIDE_BY_SIDE);
    try {
      List<Future<Optional<LogSegment>>> waiting =
          wanted.stream().map(one -> readers.submit(() -> find(one, answering))).toList();
      List<LogSegment> segments = new ArrayList<>();
      for (Future<Optional<LogSegment>> one : waiting) {
        one.get().ifPresent(segments::add);
      }
      return segments;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Fault(
          FaultCode.CANCELLED,
          "unable to look through the log to its end: 'interrupted'",
          "Nothing was changed; try again.",
          e);
    } finally {
      readers.shutdownNow();
    }
  }

  /**
   * What no vault vouches for is no piece of the log; one of which a vault that has answered does
   * not say now what it is may be one, and a replay must not end before it.
   */
  private Optional<LogSegment> find(Wanted wanted, Set<StoredLog> answering) {
    Fault unsaid = null;
    for (StoredLog place : answering) {
      try {
        Optional<LogManifest> found = place.find(wanted.series(), wanted.name(), keys, signers);
        if (found.isPresent()) {
          return found.map(LogManifest::segment);
        }
      } catch (Fault e) {
        unsaid = NOT_GOOD.contains(e.code()) ? unsaid : stopOr(e, unsaid);
      }
    }
    if (unsaid != null) {
      throw unsaid;
    }
    return Optional.empty();
  }

  private MemberKeys openers(List<String> recipients) {
    return openers.computeIfAbsent(recipients, keys::openers);
  }

  private static Fault stopOr(Fault e, Fault earlier) {
    if (e.code() == FaultCode.CANCELLED || e.code() == FaultCode.KEY_MISSING) {
      throw e;
    }
    return earlier == null ? e : earlier;
  }

  private static Fault missing(LogSegment segment) {
    return new Fault(
        FaultCode.CHECKSUM_MISMATCH,
        "unable to find the piece of the log in any vault: '"
            + segment.series()
            + "/"
            + segment.name()
            + "'",
        "Choose a time before it, or a recovery point taken after it.");
  }
}
