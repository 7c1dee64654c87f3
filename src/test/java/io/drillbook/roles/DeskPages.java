package io.drillbook.roles;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.roles.DeskBed.Answer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/** What the auditor's desk shows, and how it answers nonsense. */
final class DeskPages {
  private static final String AUDITOR = "auditor";

  /** Each with the status that it is worth: nobody is answered with 500. */
  private static final List<String> NONSENSE =
      List.of(
          "400 ?before=x",
          "400 ?before=99999999999999999999",
          "400 ?after=1e3",
          "400 ?from=yesterday",
          "400 ?from=-999999999-01-01",
          "400 ?to=2026-13-45",
          "400 ?to=2026-11-21T10:15:00",
          "400 ?from=%3Cscript%3Ealert(1)%3C/script%3E",
          "400 ?kind=nonsense",
          "400 ?topic=..",
          "400 ?runKind=x",
          "400 ?verdict=x",
          "400 ?systm=shop",
          "400 ?limit=0",
          "400 ?limit=1000000",
          "400 ?text=" + "x".repeat(300),
          "400 ?text=%00",
          "200 ?text=%25%5F!%27%22%3B--",
          "200 ?before=-1",
          "200 ?before=0&after=",
          "200 ?before=1&before=2",
          "400 /drills?from=2026-02-01&to=2026-01-01",
          "400 /drills?text=x",
          "400 /sample?size=-1",
          "400 /sample?size=many",
          "400 /sample?kind=backup,x",
          "400 /approvals?kind=decision",
          "400 /plans/shop?from=0",
          "400 /plans/shop?to=99999999999",
          "404 /plans/shop?from=99",
          "404 /plans/nowhere",
          "404 /plans/%3Cscript%3Ealert(1)",
          "404 /nothing");

  private final DeskBed bed;

  DeskPages(DeskBed bed) {
    this.bed = bed;
  }

  void nonsenseIsRefusedInWords() {
    for (String line : NONSENSE) {
      int status = Integer.parseInt(line.substring(0, 3));
      Answer page = bed.get(AUDITOR, "/audit" + line.substring(4));
      assertThat(page.status()).as("%s: %s", line, page.body()).isEqualTo(status);
      assertThat(page.body()).as(line).doesNotContain("<script>alert", "Exception");
    }
    for (String path :
        List.of(
            "lines?before=x",
            "lines?systm=shop",
            "drills.csv?from=x",
            "sample?size=0",
            "plans/shop/x",
            "plans/shop/diff?from=a&to=1")) {
      Answer problem = bed.get(AUDITOR, "/api/v1/audit/" + path);
      assertThat(problem.status()).as(path).isEqualTo(400);
      assertThat(problem.type()).as(path).startsWith("application/problem+json");
      assertThat(problem.body()).as(path).contains("\"code\":\"INPUT_INVALID\"", "\"hint\":");
    }
  }

  void whatPeopleTypedIsShownAsText() {
    String evil = URLEncoder.encode(DeskBed.EVIL, StandardCharsets.UTF_8);
    for (String path :
        List.of(
            "/audit",
            "/audit?topic=everything&text=" + evil,
            "/audit?actor=" + evil,
            "/audit/approvals",
            "/audit/approvals?system=" + evil,
            "/audit/plans/shop",
            "/audit/drills?system=" + evil,
            "/audit/sample?seed=" + evil,
            "/runs/" + DeskRuns.LATE)) {
      Answer page = bed.get(AUDITOR, path);
      assertThat(page.status()).as(path).isEqualTo(200);
      assertThat(page.body())
          .as(path)
          .contains("&lt;script&gt;alert(1)")
          .doesNotContain("<script>alert", "<img src=x", " style=", "onload");
    }
    Answer table = bed.get(AUDITOR, "/api/v1/audit/drills.csv");
    assertThat(table.type()).startsWith("text/csv");
    assertThat(table.body()).contains("\"'=HYPERLINK(\"\"http://evil.example\"\";");
  }

  void refusedAccessIsOnTheRecord() {
    String backups = "/api/v1/systems/shop/backups";
    assertThat(bed.get("oncall", "/audit?text=not-for-the-record").status()).isEqualTo(403);
    assertThat(bed.ask(AUDITOR, "POST", backups, "{}", "application/json").status()).isEqualTo(403);
    assertThat(bed.ask("manager", "POST", backups, "{}", "application/json").status())
        .isEqualTo(403);
    String refused = lines("?topic=refusals&kind=refused");
    assertThat(refused)
        .contains("GET /audit\"", "POST " + backups, "Groups then: managers.", "\"manager\"")
        .doesNotContain("not-for-the-record");
  }

  void linesAreFoundAndPaged() {
    assertThat(lines("?text=100%25_SURE")).contains("\"outcome\":\"override\"");
    assertThat(lines("?text=100%25xsure")).contains("\"lines\":[]");
    assertThat(lines("?topic=overrides&actor=oncall&verdict=objective-missed&runKind=drill"))
        .contains(DeskRuns.LATE);
    assertThat(lines("?topic=changes&system=shop")).contains("plan changed");
    assertThat(lines("?topic=changes")).contains("runbooks changed", "first start");
    String first = lines("?topic=everything&limit=2");
    String older = first.replaceAll(".*\"older\":(\\d+).*", "$1");
    assertThat(lines("?topic=everything&limit=2&before=" + older)).isNotEqualTo(first);
    assertThat(bed.get(AUDITOR, "/audit?topic=everything&limit=2").body())
        .contains("href=\"/audit?before=" + older + "&amp;limit=2&amp;topic=everything\"");
  }

  void approvalsTellWhoCouldAndWhoDid() {
    String approvals = bed.get(AUDITOR, "/audit/approvals").body();
    assertThat(approvals)
        .contains(
            "approvers: approver, paul",
            "paul: answered &#39;Assess scope&#39;",
            "The record of that time does not say who was in the groups.",
            "ann said no");
    assertThat(bed.get(AUDITOR, "/api/v1/audit/approvals").body())
        .contains("\"able\":[\"approver\",\"manager\"]");
  }

  void theSameSeedDrawsTheSameSample() {
    String one =
        bed.get(AUDITOR, "/api/v1/audit/sample?seed=2026&size=2&kind=drill,incident").body();
    assertThat(bed.get("admin", "/api/v1/audit/sample?seed=2026&size=2&kind=drill,incident").body())
        .isEqualTo(one);
    assertThat(one).contains("\"population\":3");
  }

  void anEditedPlanHasTwoVersions() throws java.io.IOException {
    bed.writePlan("36h");
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> bed.get(AUDITOR, "/api/v1/audit/plans/shop/2").status() == 200);
    assertThat(bed.get(AUDITOR, "/api/v1/audit/plans/shop/diff?from=1&to=2").body())
        .contains(
            "{\"change\":\"gone\",\"before\":5,\"after\":0,\"text\":\"objectives: { rto: 4h, rpo: 24h }\"}",
            "{\"change\":\"new\",\"before\":0,\"after\":5,\"text\":\"objectives: { rto: 4h, rpo: 36h }\"}");
    assertThat(bed.get(AUDITOR, "/audit/plans/shop").body())
        .contains("From version 1 to 2: 1 line removed, 1 line added")
        .doesNotContain("<script>alert");
    assertThat(bed.get(AUDITOR, "/audit/plans").body()).contains("/audit/plans/shop");
  }

  private String lines(String search) {
    Answer answer = bed.get(AUDITOR, "/api/v1/audit/lines" + search);
    assertThat(answer.status()).as("%s: %s", search, answer.body()).isEqualTo(200);
    return answer.body();
  }
}
