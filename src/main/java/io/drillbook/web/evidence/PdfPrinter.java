package io.drillbook.web.evidence;

import com.openhtmltopdf.outputdevice.helper.ExternalResourceControlPriority;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Level;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/**
 * Prints XHTML as PDF. What people typed is escaped by the template; the printer may load nothing,
 * be it from the network or from a file, whatever a text looks like. Safe for several threads.
 */
final class PdfPrinter {
  /** Comes with PDFBox: Latin, Greek, Cyrillic; a sign that it lacks is printed as a box. */
  private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

  private final SpringTemplateEngine templates = new SpringTemplateEngine();

  PdfPrinter() {
    XRLog.listRegisteredLoggers().forEach(name -> XRLog.setLevel(name, Level.OFF));
    ClassLoaderTemplateResolver resolver = new ClassLoaderTemplateResolver();
    resolver.setPrefix("templates/evidence/");
    resolver.setSuffix(".html");
    resolver.setCharacterEncoding("UTF-8");
    templates.setTemplateResolver(resolver);
  }

  /** A template, filled in, as XHTML. */
  String html(String template, Map<String, Object> values) {
    return PrintableText.of(templates.process(template, new Context(Locale.ENGLISH, values)));
  }

  /** The text as PDF. */
  static byte[] pdf(String html) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      new PdfRendererBuilder()
          .useUriResolver((base, uri) -> null)
          .useExternalResourceAccessControl(
              (uri, type) -> false, ExternalResourceControlPriority.RUN_BEFORE_RESOLVING_URI)
          .useExternalResourceAccessControl(
              (uri, type) -> false, ExternalResourceControlPriority.RUN_AFTER_RESOLVING_URI)
          .useFont(() -> PDDocument.class.getResourceAsStream(FONT), "Paper")
          .useReplacementText("\u25A1")
          .withProducer("Drillbook")
          .withHtmlContent(html, null)
          .toStream(bytes)
          .run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
