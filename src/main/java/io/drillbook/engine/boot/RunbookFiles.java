package io.drillbook.engine.boot;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** Finds the runbooks and forms on the classpath, in a jar as in a folder. */
final class RunbookFiles {
  private static final Map<String, String> PATTERNS =
      Map.of(
          "classpath*:processes/**/*.bpmn", "processes/",
          "classpath*:processes/**/*.dmn", "processes/",
          "classpath*:forms/**/*.form", "forms/");

  private RunbookFiles() {}

  /**
   * The files by the names they are deployed under, such as {@code processes/take-backup.bpmn}.
   *
   * @throws Fault INPUT_INVALID where two of one name differ: one would replace the other
   */
  static Map<String, byte[]> find() {
    Map<String, byte[]> files = new TreeMap<>();
    PathMatchingResourcePatternResolver resolver = new PathMatchingResourcePatternResolver();
    PATTERNS.forEach(
        (pattern, folder) -> {
          try {
            for (Resource resource : resolver.getResources(pattern)) {
              add(files, folder + resource.getFilename(), resource.getContentAsByteArray());
            }
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    return files;
  }

  static void add(Map<String, byte[]> files, String name, byte[] content) {
    byte[] other = files.putIfAbsent(name, content);
    // The very same file may stand on the class path twice, packed and unpacked.
    if (other != null && !Arrays.equals(other, content)) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to deploy two files of one name: '" + name + "'",
          "Rename one; names are unique across all folders.");
    }
  }
}
