package io.drillbook.web.evidence;

import io.drillbook.domain.evidence.Evidence;
import io.drillbook.domain.evidence.Evidence.Step;
import io.drillbook.domain.evidence.RunModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * A model as a picture made of boxes and lines, so that no browser is needed to draw it; steps that
 * the run came by are marked.
 */
record ModelDrawing(String title, String width, String height, List<Box> boxes, List<Box> lines) {
  private static final String DI = "http://www.omg.org/spec/BPMN/20100524/DI";
  private static final String DC = "http://www.omg.org/spec/DD/20100524/DC";
  private static final String EDGE = "http://www.omg.org/spec/DD/20100524/DI";

  /** Millimetres that a page has room for. */
  private static final double PAGE_WIDTH = 265;

  private static final double PAGE_HEIGHT = 150;
  private static final double LARGEST = 0.22;

  /**
   * A box or, with no label, a line.
   *
   * @param style place and size in millimetres
   * @param look its CSS class
   */
  record Box(String style, String look, String label) {
    /** Only the size of it, for what lies inside. */
    public String size() {
      return style.substring(style.indexOf("width:"));
    }
  }

  static List<ModelDrawing> all(List<RunModel> models, Evidence evidence) {
    Map<String, String> states = states(evidence);
    List<ModelDrawing> drawings = new ArrayList<>();
    for (RunModel model : models) {
      Document document = read(model.bpmn());
      if (document != null && document.getElementsByTagNameNS(DI, "BPMNShape").getLength() > 0) {
        drawings.add(
            new Drawer(document, states).draw(model.id() + ", version " + model.version()));
      }
    }
    return drawings;
  }

  /** {@code done}, or {@code bad} where the last attempt failed. */
  private static Map<String, String> states(Evidence evidence) {
    Map<String, String> states = new HashMap<>();
    for (Step step : evidence.steps()) {
      boolean bad = step.result().matches("[A-Z_]{2,}") || step.result().equals("lost");
      states.put(step.id(), bad ? "bad" : "done");
    }
    return states;
  }

  private static Document read(byte[] bpmn) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      return factory.newDocumentBuilder().parse(new ByteArrayInputStream(bpmn));
    } catch (ParserConfigurationException | SAXException | IOException e) {
      // A model that somebody deployed by hand: the pack holds its file, the report no picture.
      return null;
    }
  }

  /** Reads the places out of one model. */
  private static final class Drawer {
    private final Document document;
    private final Map<String, String> states;
    private final Map<String, Element> elements = new HashMap<>();
    private final List<Box> boxes = new ArrayList<>();
    private final List<Box> lines = new ArrayList<>();
    private double left = Double.MAX_VALUE;
    private double top = Double.MAX_VALUE;
    private double right;
    private double bottom;
    private double scale;

    Drawer(Document document, Map<String, String> states) {
      this.document = document;
      this.states = states;
    }

    ModelDrawing draw(String title) {
      index(document.getDocumentElement());
      List<Element> shapes = all(DI, "BPMNShape");
      shapes.forEach(this::stretch);
      left -= 30;
      top -= 30;
      right += 30;
      bottom += 40;
      scale =
          Math.min(LARGEST, Math.min(PAGE_WIDTH / (right - left), PAGE_HEIGHT / (bottom - top)));
      all(DI, "BPMNEdge").forEach(this::edge);
      shapes.forEach(this::shape);
      return new ModelDrawing(
          title,
          number((right - left) * scale) + "mm",
          number((bottom - top) * scale) + "mm",
          List.copyOf(boxes),
          List.copyOf(lines));
    }

    private void index(Node node) {
      if (node instanceof Element element && element.hasAttribute("id")) {
        elements.put(element.getAttribute("id"), element);
      }
      for (Node child = node.getFirstChild(); child != null; child = child.getNextSibling()) {
        index(child);
      }
    }

    private void stretch(Element shape) {
      Element at = bounds(shape);
      left = Math.min(left, value(at, "x"));
      top = Math.min(top, value(at, "y"));
      right = Math.max(right, value(at, "x") + value(at, "width"));
      bottom = Math.max(bottom, value(at, "y") + value(at, "height"));
    }

    private void shape(Element shape) {
      String id = shape.getAttribute("bpmnElement");
      Element element = elements.get(id);
      String kind = element == null ? "task" : element.getLocalName().toLowerCase(Locale.ROOT);
      String name = element == null ? "" : element.getAttribute("name");
      Element at = bounds(shape);
      double x = value(at, "x");
      double y = value(at, "y");
      double width = value(at, "width");
      double height = value(at, "height");
      String look = look(kind);
      boolean small = !look.equals("task") && !look.equals("frame");
      String state = states.getOrDefault(id, "");
      boxes.add(new Box(place(x, y, width, height), look + " " + state, small ? "" : name));
      if (small && !name.isEmpty()) {
        boxes.add(new Box(place(x + width / 2 - 55, y + height + 2, 110, 30), "caption", name));
      }
    }

    private static String look(String kind) {
      if (kind.endsWith("gateway")) {
        return "gateway";
      }
      if (kind.endsWith("event")) {
        return kind.equals("endevent") ? "event end" : "event";
      }
      return kind.equals("subprocess") || kind.equals("textannotation") ? "frame" : "task";
    }

    private void edge(Element edge) {
      NodeList points = edge.getElementsByTagNameNS(EDGE, "waypoint");
      for (int i = 1; i < points.getLength(); i++) {
        line((Element) points.item(i - 1), (Element) points.item(i));
      }
      if (points.getLength() > 1) {
        Element end = (Element) points.item(points.getLength() - 1);
        lines.add(new Box(place(value(end, "x") - 4, value(end, "y") - 4, 8, 8), "tip", ""));
      }
    }

    /** One that is not straight is drawn as two that are. */
    private void line(Element from, Element to) {
      double x = Math.min(value(from, "x"), value(to, "x"));
      double y = Math.min(value(from, "y"), value(to, "y"));
      double width = Math.abs(value(from, "x") - value(to, "x"));
      double height = Math.abs(value(from, "y") - value(to, "y"));
      if (width > 1) {
        lines.add(new Box(place(x, value(from, "y"), width, 0), "across", ""));
      }
      if (height > 1) {
        lines.add(new Box(place(value(to, "x"), y, 0, height), "down", ""));
      }
    }

    private String place(double x, double y, double width, double height) {
      return "left:%smm;top:%smm;width:%smm;height:%smm"
          .formatted(
              number((x - left) * scale),
              number((y - top) * scale),
              number(width * scale),
              number(height * scale));
    }

    private List<Element> all(String space, String name) {
      NodeList found = document.getElementsByTagNameNS(space, name);
      List<Element> all = new ArrayList<>();
      for (int i = 0; i < found.getLength(); i++) {
        all.add((Element) found.item(i));
      }
      return all;
    }

    private static Element bounds(Element shape) {
      return (Element) shape.getElementsByTagNameNS(DC, "Bounds").item(0);
    }

    private static double value(Element at, String name) {
      return Double.parseDouble(at.getAttribute(name));
    }

    private static String number(double millimetres) {
      return String.format(Locale.ROOT, "%.2f", millimetres);
    }
  }
}
