package io.drillbook.usecase.pause;

import java.util.Optional;

/** Tells whether programs may run at a system's home. */
@FunctionalInterface
public interface HomeGuard {
  /** Why not, in words; empty where the system lives at home and nothing is about to change it. */
  Optional<String> left(String system);
}
