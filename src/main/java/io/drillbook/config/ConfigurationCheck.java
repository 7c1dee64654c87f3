package io.drillbook.config;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Checks a whole configuration folder, as {@code plan check} does. */
public final class ConfigurationCheck {
  private final DriverKinds kinds;
  private final Clock clock;

  /** A check where these drivers are at hand. */
  public ConfigurationCheck(DriverKinds kinds, Clock clock) {
    this.kinds = kinds;
    this.clock = clock;
  }

  /**
   * What a check came to.
   *
   * @param findings everything that is wrong, by file and place
   * @param systems the systems whose plan is good
   * @param folder the configuration folder
   */
  public record Outcome(List<Finding> findings, List<String> systems, Path folder) {}

  /**
   * Checks {@code drillbook.yaml} and every plan.
   *
   * @param folder the configuration folder, or its {@code plans} folder
   * @throws Fault INPUT_INVALID where there is no such folder
   */
  public Outcome check(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw unreadable(folder, null);
    }
    Path configuration = configurationOf(folder);
    ServerReading server = new ServerReader(kinds).read(configuration);
    List<Finding> findings = new ArrayList<>(server.findings());
    List<String> systems = new ArrayList<>();
    try {
      new PlanSet(new PlanReader(kinds, server.around(), clock))
          .read(configuration.resolve("plans"))
          .values()
          .forEach(
              reading -> {
                findings.addAll(reading.findings());
                reading.plan().ifPresent(plan -> systems.add(plan.system()));
              });
    } catch (IOException e) {
      throw unreadable(configuration.resolve("plans"), e);
    }
    return new Outcome(List.copyOf(findings), List.copyOf(systems), configuration);
  }

  private static Path configurationOf(Path folder) {
    Path parent = folder.toAbsolutePath().normalize().getParent();
    boolean isPlans =
        !Files.exists(folder.resolve("drillbook.yaml"))
            && parent != null
            && Files.exists(parent.resolve("drillbook.yaml"));
    return isPlans ? parent : folder;
  }

  private static Fault unreadable(Path folder, IOException cause) {
    return new Fault(
        FaultCode.INPUT_INVALID,
        "unable to read the folder: '" + folder + "'",
        "Name the configuration folder, the one with drillbook.yaml and plans/ in it.",
        cause);
  }
}
