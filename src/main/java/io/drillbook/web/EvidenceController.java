package io.drillbook.web;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.usecase.evidence.ExportEvidence;
import io.drillbook.usecase.evidence.ExportPeriod;
import io.drillbook.usecase.evidence.ExportPeriod.Period;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Hands out evidence packs; auditors may, as it changes nothing. */
@RestController
@RequestMapping("/api/v1")
class EvidenceController {
  private static final String ZIP = "application/zip";

  private final ExportEvidence export;
  private final ExportPeriod periods;

  EvidenceController(ExportEvidence export, ExportPeriod periods) {
    this.export = export;
    this.periods = periods;
  }

  @GetMapping("/runs/{id}/evidence")
  ResponseEntity<byte[]> evidence(@PathVariable String id, HttpServletRequest request)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ZippedEvidence zip = new ZippedEvidence(() -> bytes);
    export.export(id, request.getUserPrincipal().getName()).forEach(zip::put);
    zip.finish();
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType(ZIP))
        .header(HttpHeaders.CONTENT_DISPOSITION, attachment(id + "-evidence.zip"))
        .body(bytes.toByteArray());
  }

  /**
   * The zip is written while the packs are made. An answer that breaks off has no end of a zip, and
   * no signed index, which comes last.
   */
  @GetMapping("/systems/{system}/evidence")
  void period(
      @PathVariable String system,
      @RequestParam String from,
      @RequestParam String to,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    Period period = new Period(system, day(from), day(to));
    String person = request.getUserPrincipal().getName();
    ZippedEvidence zip =
        new ZippedEvidence(
            () -> {
              // What is wrong is found before the first byte, and answered as a problem.
              response.setContentType(ZIP);
              response.setHeader(
                  HttpHeaders.CONTENT_DISPOSITION,
                  attachment(system + "-" + period.from() + "-" + period.to() + "-evidence.zip"));
              return response.getOutputStream();
            });
    periods.export(period, person, zip);
    zip.finish();
  }

  private static String attachment(String name) {
    return ContentDisposition.attachment()
        .filename(name.replaceAll("[^A-Za-z0-9._-]", "_"))
        .build()
        .toString();
  }

  private static LocalDate day(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to read the day: '" + text + "'",
          "Give it as 2026-12-31.",
          e);
    }
  }
}
