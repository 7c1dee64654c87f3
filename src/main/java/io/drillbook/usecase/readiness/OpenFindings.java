package io.drillbook.usecase.readiness;

import java.util.List;

/**
 * What drills found wrong and nobody has closed: while there is something, a plan is not proven.
 */
@FunctionalInterface
public interface OpenFindings {
  /** The open findings of a system, in words. */
  List<String> of(String system);
}
