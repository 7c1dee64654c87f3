package io.drillbook.config;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.spi.plan.Plans;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The plans of a folder, looked at anew every two seconds. Files are compared by digest: a watch
 * service misses changes on network file systems and in mounted configuration volumes. A file that
 * breaks keeps its last good version in force and is reported loudly; a file that is gone ends the
 * protection of its system.
 */
public final class PlanFolder implements Plans, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PlanFolder.class);
  private static final long EVERY_SECONDS = 2;

  private final Path folder;
  private final PlanSet set;
  private final List<Consumer<ProtectionPlan>> listeners = new CopyOnWriteArrayList<>();
  private final List<Consumer<Finding>> problemListeners = new CopyOnWriteArrayList<>();
  private ScheduledExecutorService watcher;
  private ScheduledFuture<?> looks;

  private Map<Path, String> digests = Map.of();
  // Read without a lock: whoever runs a recovery must not wait for a look at the folder.
  private volatile Map<String, ProtectionPlan> inForce = Map.of();
  // By digest; those in force only.
  private volatile Map<String, String> texts = Map.of();
  private volatile List<Finding> problems = List.of();

  /**
   * Reads the folder once; broken plans are reported, not thrown.
   *
   * @param folder the folder {@code plans}
   */
  public PlanFolder(Path folder, PlanReader reader) {
    this.folder = folder;
    this.set = new PlanSet(reader);
    refresh();
  }

  /** Begins to watch the folder. */
  public synchronized void start() {
    watcher =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "plans");
              thread.setDaemon(true);
              return thread;
            });
    looks =
        watcher.scheduleWithFixedDelay(
            this::refreshQuietly, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public synchronized void close() {
    if (watcher != null) {
      looks.cancel(true);
      watcher.shutdownNow();
    }
  }

  @Override
  public ProtectionPlan plan(String system) {
    ProtectionPlan plan = inForce.get(system);
    if (plan == null) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to find a plan for the system: '" + system + "'",
          "Plans are in force for " + inForce.keySet() + "; look at 'drillbook plan check'.");
    }
    return plan;
  }

  @Override
  public List<ProtectionPlan> all() {
    return List.copyOf(inForce.values());
  }

  @Override
  public Optional<String> text(ProtectionPlan plan) {
    return Optional.ofNullable(texts.get(plan.digest()));
  }

  @Override
  public List<String> problems() {
    return problems.stream().map(Finding::toString).toList();
  }

  @Override
  public void onChange(Consumer<ProtectionPlan> listener) {
    listeners.add(listener);
  }

  /** Calls the listener with every finding that was not there at the look before. */
  public void onProblem(Consumer<Finding> listener) {
    problemListeners.add(listener);
  }

  /** Looks at the folder now; does nothing where no file changed. */
  public void refresh() {
    List<ProtectionPlan> changed = new ArrayList<>();
    List<Finding> fresh = new ArrayList<>();
    synchronized (this) {
      try {
        Map<Path, String> now = digests();
        if (!now.equals(digests)) {
          load(changed, fresh);
          digests = now;
        }
      } catch (IOException e) {
        fresh.addAll(replaceProblems(List.of(unreadable(e))));
      }
    }
    fresh.forEach(this::report);
    changed.forEach(plan -> listeners.forEach(listener -> listener.accept(plan)));
  }

  private void load(List<ProtectionPlan> changed, List<Finding> fresh) throws IOException {
    Map<String, ProtectionPlan> next = new TreeMap<>();
    List<Finding> found = new ArrayList<>();
    Map<String, String> read = new HashMap<>(texts);
    for (Map.Entry<Path, PlanReading> entry : set.read(folder).entrySet()) {
      PlanReading reading = entry.getValue();
      found.addAll(reading.findings());
      reading
          .plan()
          .ifPresentOrElse(
              plan -> {
                next.put(plan.system(), plan);
                reading.text().ifPresent(text -> read.put(plan.digest(), text));
              },
              () -> keepLastGood(entry.getKey(), next));
    }
    inForce.keySet().stream()
        .filter(system -> !next.containsKey(system))
        .forEach(system -> LOG.warn("The plan of {} is gone: nothing protects it now", system));
    for (ProtectionPlan plan : next.values()) {
      ProtectionPlan before = inForce.get(plan.system());
      if (before == null || !before.digest().equals(plan.digest())) {
        changed.add(plan);
      }
    }
    read.keySet().retainAll(next.values().stream().map(ProtectionPlan::digest).toList());
    // Before the plans: whoever finds a plan has to find its text.
    texts = Map.copyOf(read);
    inForce = new LinkedHashMap<>(next);
    fresh.addAll(replaceProblems(found));
  }

  private void keepLastGood(Path file, Map<String, ProtectionPlan> next) {
    String name = file.getFileName().toString().replaceFirst("\\.ya?ml$", "");
    ProtectionPlan lastGood = inForce.get(name);
    if (lastGood != null) {
      next.putIfAbsent(name, lastGood);
    }
  }

  private Set<Finding> replaceProblems(List<Finding> found) {
    Set<Finding> fresh = new LinkedHashSet<>(found);
    problems.forEach(fresh::remove);
    problems = found.stream().sorted(Comparator.naturalOrder()).toList();
    return fresh;
  }

  private void report(Finding finding) {
    LOG.error("Plan not taken over; the last good version, if any, stays in force: {}", finding);
    problemListeners.forEach(listener -> listener.accept(finding));
  }

  private Finding unreadable(IOException e) {
    return new Finding(
        folder.toString(),
        1,
        1,
        "unable to read the folder of the plans: '" + e.getMessage() + "'",
        "Expected a folder that Drillbook's user may read.");
  }

  private void refreshQuietly() {
    try {
      refresh();
    } catch (RuntimeException e) {
      // A task that throws is never scheduled again: plans would silently freeze.
      LOG.error("Unable to look at the plans in {}", folder, e);
    }
  }

  private Map<Path, String> digests() throws IOException {
    Map<Path, String> found = new HashMap<>();
    for (Path file : PlanReader.files(folder)) {
      found.put(file, Files.isReadable(file) ? PlanReader.sha256(Files.readAllBytes(file)) : "");
    }
    return found;
  }
}
