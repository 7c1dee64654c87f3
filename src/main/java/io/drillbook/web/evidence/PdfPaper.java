package io.drillbook.web.evidence;

import com.openhtmltopdf.outputdevice.helper.ExternalResourceControlPriority;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import io.drillbook.domain.evidence.Evidence;
import io.drillbook.domain.evidence.RunModel;
import io.drillbook.usecase.evidence.EvidencePaper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.logging.Level;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/**
 * The report as PDF. What people typed is escaped by the template; the printer may load nothing, be
 * it from the network or from a file, whatever a text looks like. Safe for several threads.
 */
public final class PdfPaper implements EvidencePaper {
  /** Comes with PDFBox: Latin, Greek, Cyrillic; a sign that it lacks is printed as a box. */
  private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

  private final SpringTemplateEngine templates = new SpringTemplateEngine();

  /** A printer. */
  public PdfPaper() {
    XRLog.listRegisteredLoggers().forEach(name -> XRLog.setLevel(name, Level.OFF));
    ClassLoaderTemplateResolver resolver = new ClassLoaderTemplateResolver();
    resolver.setPrefix("templates/evidence/");
    resolver.setSuffix(".html");
    resolver.setCharacterEncoding("UTF-8");
    templates.setTemplateResolver(resolver);
  }

  @Override
  public byte[] print(Evidence evidence, List<RunModel> models) {
    return pdf(html(evidence, models));
  }

  /** The report as XHTML. */
  String html(Evidence evidence, List<RunModel> models) {
    Context context = new Context(Locale.ENGLISH);
    context.setVariable("paper", Paper.of(evidence));
    context.setVariable("drawings", ModelDrawing.all(models, evidence));
    return PrintableText.of(templates.process("evidence", context));
  }

  private static byte[] pdf(String html) {
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
