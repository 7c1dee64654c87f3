package io.drillbook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.assembly.PaperPlan;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Nothing that a model has is missing on paper; read with another reader than the printer's. */
class EveryNodeOnPaperTest {
  private static final String BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL";

  /** What of a model is neither a node nor shown: flows, and what explains or surrounds nodes. */
  private static final Set<String> NO_NODES =
      Set.of(
          "sequenceFlow",
          "documentation",
          "incoming",
          "outgoing",
          "extensionElements",
          "conditionExpression",
          "multiInstanceLoopCharacteristics",
          "loopCardinality",
          "completionCondition",
          "timeDate",
          "timeDuration",
          "timeCycle",
          "errorEventDefinition",
          "timerEventDefinition",
          "messageEventDefinition",
          "terminateEventDefinition");

  @TempDir static Path temp;
  private static String all;
  private static String bad;

  @BeforeAll
  static void print() {
    Path config = temp.resolve("config");
    assertThat(Typed.of("init", "--config", config.toString()).exit()).isZero();
    String system = plan(config);
    all = PaperPlan.print(config, system, List.of(), Optional.empty(), Clock.systemUTC());
    bad =
        PaperPlan.print(
            config, system, List.of(), Optional.of("application-error"), Clock.systemUTC());
  }

  private static String plan(Path config) {
    File[] plans = config.resolve("plans").toFile().listFiles();
    return plans[0].getName().replace(".yaml", "");
  }

  @Test
  void everyNodeOfEveryModelIsThereWithItsWords() throws Exception {
    Map<String, String> missing = new TreeMap<>();
    int seen = 0;
    for (Element process : processes()) {
      for (Element node : nodes(process)) {
        String id = process.getAttribute("id") + "." + node.getAttribute("id");
        Optional<String> line = line(all, id);
        if (line.isEmpty() || !line.get().contains(escaped(node.getAttribute("name")))) {
          missing.put(id, node.getAttribute("name") + " <> " + line.orElse("no line"));
        }
        assertThat(line.map(EveryNodeOnPaperTest::words).orElse("")).as(id).hasSizeGreaterThan(5);
        seen++;
      }
    }
    assertThat(missing).isEmpty();
    assertThat(seen).isGreaterThan(350);
  }

  @Test
  void everyAnswerOfAQuestionIsThere() throws Exception {
    Map<String, String> missing = new TreeMap<>();
    for (Element process : processes()) {
      for (Element flow : of(process, "sequenceFlow")) {
        String from = process.getAttribute("id") + "." + flow.getAttribute("sourceRef");
        String label = escaped(flow.getAttribute("name"));
        if (!label.isEmpty() && !line(all, from).orElse("").contains(label)) {
          missing.put(from, label);
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void whatMayGoWrongStandsAfterTheStepAndBeforeWhatFollowsIt() throws Exception {
    for (Element process : processes()) {
      String model = process.getAttribute("id") + ".";
      for (Element event : of(process, "boundaryEvent")) {
        String host = event.getAttribute("attachedToRef");
        int at = place(model + event.getAttribute("id"));
        assertThat(at).as(event.getAttribute("id")).isGreaterThan(place(model + host));
        for (Element flow : of(process, "sequenceFlow")) {
          int follows = place(model + flow.getAttribute("targetRef"));
          if (flow.getAttribute("sourceRef").equals(host) && follows > place(model + host)) {
            assertThat(at).as(event.getAttribute("id") + " " + flow).isLessThan(follows);
          }
        }
      }
    }
  }

  @Test
  void whatTheScenarioLeavesOutIsMarkedAndNothingElse() {
    assertThat(line(bad, "rebuild-service.callActivity_restoreSystem").orElseThrow())
        .contains("LEFT OUT in this scenario");
    assertThat(line(bad, "recover-from-disaster.callActivity_cutOver").orElseThrow())
        .contains("LEFT OUT");
    assertThat(line(bad, "rebuild-service.gateway_isRedeployNeeded").orElseThrow())
        .doesNotContain("LEFT OUT");
    assertThat(bad.substring(bad.indexOf("id=\"cut-over\""))).contains("LEFT OUT");
    assertThat(line(all, "rebuild-service.callActivity_restoreSystem").orElseThrow())
        .contains("LEFT OUT in application-error, ")
        .doesNotContain("server-failure", "unknown");
    assertThat(line(all, "take-backup.serviceTask_sealRecoveryPoint").orElseThrow())
        .doesNotContain("LEFT OUT");
  }

  private static int place(String id) {
    return all.indexOf("id=\"" + id + "\"");
  }

  private static Optional<String> line(String page, String id) {
    int from = page.indexOf("id=\"" + id + "\"");
    return from < 0
        ? Optional.empty()
        : Optional.of(page.substring(from, page.indexOf("</div>", from)));
  }

  private static String words(String line) {
    return line.substring(line.indexOf('>') + 1).replaceAll("<[^>]*>", "").strip();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("'", "&#39;").replace("\"", "&quot;");
  }

  private static List<Element> processes() throws Exception {
    List<Element> all = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("processes"))) {
      for (Path file : files.filter(it -> it.toString().endsWith(".bpmn")).sorted().toList()) {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        NodeList found =
            factory
                .newDocumentBuilder()
                .parse(file.toFile())
                .getElementsByTagNameNS(BPMN, "process");
        all.add((Element) found.item(0));
      }
    }
    assertThat(all).hasSizeGreaterThan(20);
    return all;
  }

  private static List<Element> nodes(Element process) {
    Map<String, Element> nodes = new LinkedHashMap<>();
    NodeList found = process.getElementsByTagNameNS(BPMN, "*");
    for (int i = 0; i < found.getLength(); i++) {
      Element element = (Element) found.item(i);
      if (!NO_NODES.contains(element.getLocalName())) {
        nodes.put(element.getAttribute("id"), element);
      }
    }
    return List.copyOf(nodes.values());
  }

  private static List<Element> of(Element process, String kind) {
    List<Element> all = new ArrayList<>();
    NodeList found = process.getElementsByTagNameNS(BPMN, kind);
    for (int i = 0; i < found.getLength(); i++) {
      all.add((Element) found.item(i));
    }
    return all;
  }
}
