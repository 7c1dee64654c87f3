package io.drillbook.usecase.pause;

import java.util.Map;

/** Told at once what happens around the captures; a crash behind it must not hide it. */
@FunctionalInterface
public interface PauseLog {
  /** Something happened. */
  void note(String what, Map<String, String> details);
}
