package io.drillbook.usecase.paper;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** Every node of a model, in the order of reading. */
final class ModelSteps {
  private static final String BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL";
  private static final String CAMUNDA = "http://camunda.org/schema/1.0/bpmn";
  private static final Set<String> PARTS = Set.of("subProcess", "transaction", "adHocSubProcess");

  private final Element process;

  ModelSteps(byte[] bpmn) {
    this.process = (Element) parse(bpmn).getElementsByTagNameNS(BPMN, "process").item(0);
  }

  PaperModel model() {
    return new PaperModel(process.getAttribute("name"), documentation(process), scope(process));
  }

  private static List<PaperStep> scope(Element scope) {
    List<Element> children = children(scope);
    Map<String, List<PaperWay>> ways = ways(children);
    List<PaperStep> nodes =
        children.stream()
            .filter(ModelSteps::isNode)
            .map(element -> step(element, ways.getOrDefault(id(element), List.of())))
            .toList();
    return ReadingOrder.of(nodes);
  }

  private static Map<String, List<PaperWay>> ways(List<Element> children) {
    Map<String, String> otherwise = new LinkedHashMap<>();
    children.forEach(element -> otherwise.put(element.getAttribute("default"), id(element)));
    Map<String, List<PaperWay>> ways = new LinkedHashMap<>();
    for (Element flow : children) {
      if (flow.getLocalName().equals("sequenceFlow")) {
        String condition =
            children(flow).stream()
                .filter(child -> child.getLocalName().equals("conditionExpression"))
                .map(child -> child.getTextContent().strip())
                .findFirst()
                .orElse("");
        ways.computeIfAbsent(flow.getAttribute("sourceRef"), from -> new ArrayList<>())
            .add(
                new PaperWay(
                    flow.getAttribute("name"),
                    condition,
                    otherwise.containsKey(id(flow)),
                    flow.getAttribute("targetRef")));
      }
    }
    return ways;
  }

  /** By what every node is: whatever kinds of steps later models use, none is left out. */
  private static boolean isNode(Element element) {
    String kind = element.getLocalName();
    return kind.endsWith("Task")
        || kind.equals("task")
        || kind.endsWith("Gateway")
        || kind.endsWith("Event")
        || kind.equals("callActivity")
        || PARTS.contains(kind);
  }

  private static PaperStep step(Element element, List<PaperWay> ways) {
    String group = element.getAttributeNS(CAMUNDA, "candidateGroups");
    boolean person = element.getLocalName().equals("userTask");
    String who = person ? (group.isEmpty() || group.contains("{") ? "people" : group) : "Drillbook";
    return new PaperStep(
        id(element),
        element.getLocalName(),
        event(element),
        element.getAttribute("name"),
        element.getAttributeNS(CAMUNDA, "topic"),
        element.getAttribute("calledElement"),
        who,
        documentation(element),
        element.getAttribute("attachedToRef"),
        !element.getAttribute("cancelActivity").equals("false"),
        ways,
        PARTS.contains(element.getLocalName()) ? scope(element) : List.of());
  }

  private static String event(Element element) {
    return children(element).stream()
        .map(Element::getLocalName)
        .filter(name -> name.endsWith("EventDefinition"))
        .map(name -> name.substring(0, name.length() - "EventDefinition".length()))
        .findFirst()
        .orElse("");
  }

  private static String id(Element element) {
    return element.getAttribute("id");
  }

  private static List<Element> children(Element of) {
    List<Element> children = new ArrayList<>();
    for (Node child = of.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child instanceof Element element && BPMN.equals(element.getNamespaceURI())) {
        children.add(element);
      }
    }
    return children;
  }

  private static String documentation(Element of) {
    return children(of).stream()
        .filter(child -> child.getLocalName().equals("documentation"))
        .map(child -> child.getTextContent().strip())
        .findFirst()
        .orElse("");
  }

  private static Document parse(byte[] bpmn) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      return factory.newDocumentBuilder().parse(new ByteArrayInputStream(bpmn));
    } catch (ParserConfigurationException | SAXException | IOException e) {
      throw new IllegalStateException("a model that came with the program cannot be read", e);
    }
  }
}
