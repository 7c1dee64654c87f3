package io.drillbook.web;

import io.drillbook.usecase.evidence.ExportEvidence;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Hands out evidence packs; auditors may, as it changes nothing. */
@RestController
@RequestMapping("/api/v1")
class EvidenceController {
  private final ExportEvidence export;

  EvidenceController(ExportEvidence export) {
    this.export = export;
  }

  @GetMapping("/runs/{id}/evidence")
  ResponseEntity<byte[]> evidence(@PathVariable String id, HttpServletRequest request)
      throws IOException {
    byte[] zip = zip(export.export(id, request.getUserPrincipal().getName()));
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType("application/zip"))
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment().filename(id + "-evidence.zip").build().toString())
        .body(zip);
  }

  private static byte[] zip(Map<String, byte[]> files) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue());
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }
}
