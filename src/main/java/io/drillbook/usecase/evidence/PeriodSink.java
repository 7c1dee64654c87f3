package io.drillbook.usecase.evidence;

import java.nio.file.Path;

/** Takes the files of a period one after the other, each once, and keeps none of them in memory. */
public interface PeriodSink {
  /** Takes a small file. */
  void put(String name, byte[] content);

  /** Takes a file that may be large; it is read at once. */
  void put(String name, Path content);
}
