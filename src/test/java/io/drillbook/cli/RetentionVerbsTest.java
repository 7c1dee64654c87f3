package io.drillbook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.drillbook.domain.point.CatalogPoint;
import io.drillbook.domain.point.PointState;
import io.drillbook.web.ApiBed;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RetentionVerbsTest {
  private static final String POINT = "20261121T090000Z-aaaaaa";

  @TempDir Path temp;
  private final ApiBed bed = new ApiBed();
  private String out = "";
  private String err = "";

  @BeforeEach
  void logIn() {
    System.setProperty("DRILLBOOK_USER", "olga");
    System.setProperty("DRILLBOOK_PASSWORD", "secret");
    System.setProperty("XDG_CONFIG_HOME", temp.resolve("home").toString());
    add(POINT, Duration.ofHours(1), PointState.VERIFIED);
    add("20200101T000000Z-cccccc", Duration.ofDays(900), PointState.CAPTURING);
  }

  private void add(String point, Duration age, PointState state) {
    var at = ApiBed.NOW.minus(age);
    bed.points.add(
        new CatalogPoint(
            "shop",
            point,
            "backup-" + point,
            at,
            Optional.of(at),
            state,
            List.of("primary"),
            2048,
            Map.of("db", at)));
  }

  @AfterEach
  void logOut() {
    System.clearProperty("DRILLBOOK_USER");
    System.clearProperty("DRILLBOOK_PASSWORD");
    System.clearProperty("XDG_CONFIG_HOME");
    bed.close();
  }

  private int ask(String... args) {
    String[] all = java.util.Arrays.copyOf(args, args.length + 2);
    all[args.length] = "--server";
    all[args.length + 1] = bed.address();
    StringWriter printed = new StringWriter();
    StringWriter complained = new StringWriter();
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(printed));
    line.setErr(new PrintWriter(complained));
    int code = line.execute(all);
    out = printed.toString();
    err = complained.toString();
    return code;
  }

  @Test
  void aDryRunShowsEachPointWithWhyItStaysAndStartsNothing() throws IOException {
    assertThat(ask("expire", "shop", "--dry-run")).as(err).isZero();
    assertThat(out)
        .contains("| " + POINT + " ", "| verified ", "| 1h00m00s ", "| keep ", "is the newest")
        .contains("is not sealed; its backup removes it");
    assertThat(bed.started).isEmpty();
    assertThat(ask("expire", "shop", "--dry-run", "--json")).isZero();
    JsonNode json = new ObjectMapper().readTree(out);
    assertThat(json.at("/points/0/expiry/reasons/0").asText()).isEqualTo("newest");
    assertThat(ask("expire", "shop", "--json")).isEqualTo(2);
  }

  @Test
  void anExpiryIsStartedByOnCall() {
    assertThat(ask("expire", "shop")).as(err).isZero();
    assertThat(out).startsWith("expiry-");
    bed.group = "auditors";
    assertThat(ask("expire", "shop")).isEqualTo(3);
    assertThat(bed.started).hasSize(1);
  }

  @Test
  void aHoldIsShownWithThePointsAndTakenBack() {
    assertThat(ask("hold", "shop", POINT)).as("without a reason").isEqualTo(2);
    assertThat(ask("hold", "shop", POINT, "--reason", "a lawsuit", "--until", "2027-01-01T00:00"))
        .as(err)
        .isZero();
    assertThat(out).startsWith("hold-");
    assertThat(err).contains("Not yet in the vault 'primary': unable to reach");
    assertThat(ask("points", "shop")).isZero();
    assertThat(out).contains("olga: a lawsuit", "(held, newest, at-least, young");
    assertThat(ask("release", "shop", POINT, "--reason", "over")).as(out).isEqualTo(3);
    bed.group = "approvers";
    assertThat(ask("release", "shop", POINT, "--reason", "over")).as(err).isZero();
    assertThat(out).endsWith("released\n");
    assertThat(ask("release", "shop", POINT, "--reason", "over")).isEqualTo(2);
  }
}
