package io.drillbook.spi.source;

import java.io.InputStream;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a new capture may build on.
 *
 * @param newest the newest capture whose recovery point, and all that it rests on, is in every
 *     vault that the new one goes to; empty where there is none
 * @param kept content of the member which that capture wrote by {@link MemberSink#openKept}, its
 *     checksum found good; may be opened again
 * @param whyNot for people, where there is none
 */
public record Basis(Optional<Earlier> newest, Supplier<InputStream> kept, String whyNot) {
  /** The format of members that are kept, so that they are found again. */
  public static final String KEPT = "list";

  /** Nothing to build on. */
  public static Basis none(String whyNot) {
    return new Basis(
        Optional.empty(),
        () -> {
          throw new IllegalStateException("nothing is kept: " + whyNot);
        },
        whyNot);
  }

  /** Something to build on. */
  public static Basis of(Earlier newest, Supplier<InputStream> kept) {
    return new Basis(Optional.of(newest), kept, "");
  }
}
