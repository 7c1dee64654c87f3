package io.drillbook.usecase.paper;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** The steps of a model in the order of its file, which is that of the flow. */
final class ModelSteps {
  private static final String BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL";
  private static final String CAMUNDA = "http://camunda.org/schema/1.0/bpmn";
  private static final Set<String> KINDS =
      Set.of(
          "serviceTask", "userTask", "callActivity", "businessRuleTask", "sendTask", "manualTask");

  private final Element process;

  ModelSteps(byte[] bpmn) {
    this.process = (Element) parse(bpmn).getElementsByTagNameNS(BPMN, "process").item(0);
  }

  String name() {
    return process.getAttribute("name");
  }

  /** When to use it, who takes part, what it assumes of the RTO. */
  String explanation() {
    return documentation(process);
  }

  List<PaperStep> steps() {
    List<PaperStep> steps = new ArrayList<>();
    NodeList all = process.getElementsByTagNameNS(BPMN, "*");
    for (int i = 0; i < all.getLength(); i++) {
      Element element = (Element) all.item(i);
      if (KINDS.contains(element.getLocalName())) {
        steps.add(step(element));
      }
    }
    return steps;
  }

  private static PaperStep step(Element element) {
    String group = element.getAttributeNS(CAMUNDA, "candidateGroups");
    boolean person = element.getLocalName().equals("userTask");
    String who = person ? (group.isEmpty() || group.contains("{") ? "people" : group) : "Drillbook";
    return new PaperStep(
        element.getAttribute("id"),
        element.getAttribute("name"),
        element.getAttributeNS(CAMUNDA, "topic"),
        element.getAttribute("calledElement"),
        who,
        documentation(element));
  }

  private static String documentation(Element of) {
    for (Node child = of.getFirstChild(); child != null; child = child.getNextSibling()) {
      if ("documentation".equals(child.getLocalName())) {
        return child.getTextContent().strip();
      }
    }
    return "";
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
