package io.drillbook.web;

import io.drillbook.usecase.audit.Page;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/** Addresses of the auditor's desk. */
final class AuditLinks {
  private AuditLinks() {}

  static String plans(String system) {
    return "/audit/plans/" + UriUtils.encode(system, java.nio.charset.StandardCharsets.UTF_8);
  }

  static String older(String path, Map<String, String> asked, Page<?> page) {
    return beside(path, asked, AuditAsk.BEFORE, page.older());
  }

  static String newer(String path, Map<String, String> asked, Page<?> page) {
    return beside(path, asked, AuditAsk.AFTER, page.newer());
  }

  private static String beside(
      String path, Map<String, String> asked, String side, OptionalLong number) {
    if (number.isEmpty()) {
      return "";
    }
    Map<String, String> next = new TreeMap<>(asked);
    next.remove(AuditAsk.BEFORE);
    next.remove(AuditAsk.AFTER);
    next.put(side, Long.toString(number.getAsLong()));
    return with(path, next);
  }

  static String with(String path, Map<String, String> asked) {
    UriComponentsBuilder address = UriComponentsBuilder.fromPath(path);
    Map<String, String> values = new TreeMap<>();
    new TreeMap<>(asked)
        .forEach(
            (name, value) -> {
              if (!value.isBlank()) {
                address.queryParam(name, "{" + name + "}");
                values.put(name, value);
              }
            });
    return address.encode().buildAndExpand(values).toUriString();
  }
}
