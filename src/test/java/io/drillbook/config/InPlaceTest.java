package io.drillbook.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.plan.Setting;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InPlaceTest {
  private static final String MEDIA = "  media: { kind: s3-bucket, bucket: shop-media }\n";

  @Test
  void aRepairInPlaceIsForATargetThatIsGuardedAsProduction() {
    assertThat(findings("home: { production: true,", "true")).isEmpty();
    assertThat(findings("home: { production: false,", "true"))
        .anyMatch(
            finding -> finding.contains("unable to restore 'media' in place at a target like this"))
        .anyMatch(finding -> finding.contains("unable to take the source 'media' itself"));
    assertThat(findings("home: { production: false,", "false"))
        .singleElement()
        .asString()
        .contains("unable to take the source 'media' itself");
  }

  private static List<String> findings(String home, String inPlace) {
    Map<String, List<Setting>> sources = new HashMap<>(ConfigurationFolder.KINDS.sources());
    sources.put(
        "s3-bucket",
        List.of(
            Setting.required("bucket", Setting.Type.TEXT, "The bucket."),
            Setting.optional("in-place", Setting.Type.FLAG, "Whether it is repaired.")));
    DriverKinds known = ConfigurationFolder.KINDS;
    DriverKinds kinds =
        new DriverKinds(sources, known.vaults(), known.checks(), known.cutovers(), known.fences());
    String text =
        ConfigurationFolder.example("plan")
            .replaceAll("(?m)^  media: .*\\n(    .*\\n)*", MEDIA)
            .replace(
                "  standby: {",
                "  "
                    + home
                    + " sources: { media: { bucket: shop-media, in-place: "
                    + inPlace
                    + " } } }\n  standby: {");
    assertThat(text).contains(MEDIA);
    return new PlanReader(
            kinds,
            new Surroundings(
                Path.of("/"),
                Set.of("primary", "offsite"),
                Set.of("ops", "escrow", "signer"),
                Set.of("ops", "signer"),
                Surroundings.GROUPS),
            ConfigurationFolder.CLOCK)
        .read(Path.of("plans/shop.yaml"), text.getBytes(StandardCharsets.UTF_8)).findings().stream()
            .map(Finding::toString)
            .toList();
  }
}
