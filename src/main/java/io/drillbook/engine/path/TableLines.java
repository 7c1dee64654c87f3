package io.drillbook.engine.path;

import io.drillbook.engine.path.PathTable.Problem;
import java.io.ByteArrayInputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * On which line of the file each part of a table stands.
 *
 * @param table line of the decision table
 * @param hitPolicy its hit policy
 * @param parts lines of rules and inputs by their id
 * @param malformed why the file cannot be read at all
 */
record TableLines(
    int table, String hitPolicy, Map<String, Integer> parts, Optional<Problem> malformed) {
  private static final Set<String> PARTS = Set.of("rule", "input");

  static TableLines of(byte[] dmn) {
    XMLInputFactory factory = XMLInputFactory.newFactory();
    // A table is data: it must not make the server fetch files or addresses.
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    Map<String, Integer> parts = new HashMap<>();
    int table = 1;
    String hitPolicy = "UNIQUE";
    try {
      XMLStreamReader xml = factory.createXMLStreamReader(new ByteArrayInputStream(dmn));
      while (xml.hasNext()) {
        if (xml.next() == XMLStreamConstants.START_ELEMENT) {
          int line = xml.getLocation().getLineNumber();
          if (xml.getLocalName().equals("decisionTable")) {
            table = line;
            hitPolicy =
                Optional.ofNullable(xml.getAttributeValue(null, "hitPolicy")).orElse("UNIQUE");
          } else if (PARTS.contains(xml.getLocalName())) {
            parts.put(String.valueOf(xml.getAttributeValue(null, "id")), line);
          }
        }
      }
    } catch (XMLStreamException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNumber();
      return new TableLines(line, hitPolicy, parts, Optional.of(malformed(line)));
    }
    return new TableLines(table, hitPolicy, parts, Optional.empty());
  }

  int of(String id) {
    return parts.getOrDefault(id, table);
  }

  private static Problem malformed(int line) {
    return new Problem(
        line, "unable to read the table as XML: 'choose-path.dmn'", "Expected a DMN file.");
  }
}
