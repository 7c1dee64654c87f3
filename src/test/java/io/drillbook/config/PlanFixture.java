package io.drillbook.config;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.spi.plan.Plans;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The contract's plan as a plan in force, with a target that is production. */
public final class PlanFixture {
  private PlanFixture() {}

  public static ProtectionPlan shop() {
    return with("system: shop\n", "system: shop\n");
  }

  /** The same for a system of another name. */
  public static ProtectionPlan of(String system) {
    return with(system, "system: shop\n", "system: " + system + "\n");
  }

  /** The same with some text of it replaced. */
  public static ProtectionPlan with(String from, String to) {
    return with("shop", from, to);
  }

  private static ProtectionPlan with(String system, String from, String to) {
    String text =
        ConfigurationFolder.example("plan")
            .replace(
                "  standby: {",
                "  home: { production: true, sources: { db: { url:"
                    + " \"postgresql://127.0.0.1:5432/shop\" } } }\n"
                    + "  standby: {");
    if (!text.contains(from)) {
      throw new IllegalArgumentException("the plan does not say " + from);
    }
    text = text.replace(from, to);
    PlanReading reading =
        new PlanReader(
                ConfigurationFolder.KINDS,
                new Surroundings(
                    Path.of("/"),
                    Set.of("primary", "offsite"),
                    Set.of("ops", "escrow", "signer"),
                    Set.of("ops", "signer"),
                    Surroundings.GROUPS),
                ConfigurationFolder.CLOCK)
            .read(Path.of("plans/" + system + ".yaml"), text.getBytes(StandardCharsets.UTF_8));
    return reading
        .plan()
        .orElseThrow(() -> new IllegalStateException(reading.findings().toString()));
  }

  public static Plans plans() {
    return plans(shop());
  }

  /** This plan of the shop, and no other. */
  public static Plans plans(ProtectionPlan shop) {
    return new Plans() {
      @Override
      public ProtectionPlan plan(String system) {
        if (!system.equals("shop")) {
          throw new Fault(
              FaultCode.INPUT_INVALID,
              "unable to find a plan for the system: '" + system + "'",
              "Plans are in force for [shop].");
        }
        return shop;
      }

      @Override
      public List<ProtectionPlan> all() {
        return List.of(shop);
      }

      @Override
      public List<String> problems() {
        return List.of();
      }

      @Override
      public void onChange(Consumer<ProtectionPlan> listener) {
        // this plan never changes
      }
    };
  }
}
