package io.drillbook.cli;

import io.drillbook.domain.point.MissingSource;
import io.drillbook.usecase.catalog.ChooseStoredPoint.Chosen;
import io.drillbook.usecase.catalog.FoundPoint;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which recovery point a rescue works on. */
final class RescuePoint {
  @Option(names = "--system", paramLabel = "S", required = true, description = "The system.")
  String system;

  @Option(
      names = "--point",
      paramLabel = "P",
      defaultValue = "newest",
      description = "A recovery point, or 'newest': the newest good one.")
  String point;

  @Option(
      names = "--signer",
      paramLabel = "PUBLIC.asc",
      required = true,
      description = {
        "The signer's public key; again for one that was in use before.",
        "With --config also the name of a key there. What nobody trusted has signed is refused."
      })
  List<String> signers = new ArrayList<>();

  /** What a partial point lacks changes what is lost: nobody may overlook it. */
  void warnOfMissing(Chosen chosen, PrintWriter err) {
    for (MissingSource missing : chosen.manifest().missing()) {
      err.println(
          "PARTIAL: %s does not hold %s (%s): %s"
              .formatted(chosen.point(), missing.source(), missing.kind(), missing.why()));
    }
    err.flush();
  }

  Optional<String> id() {
    return point.equals("newest") ? Optional.empty() : Optional.of(point);
  }

  /** Newer points that cannot be used change what is lost: nobody may overlook them. */
  void warn(Chosen chosen, PrintWriter err) {
    if (id().isEmpty()) {
      for (FoundPoint over : chosen.passedOver()) {
        err.println(
            "PASSED OVER, newer but %s: %s in %s: %s"
                .formatted(
                    over.condition().name().toLowerCase(Locale.ROOT),
                    over.point(),
                    over.vault(),
                    over.detail()));
      }
      err.flush();
    }
  }
}
