package io.drillbook.usecase.check;

import io.drillbook.domain.point.CopyState;
import io.drillbook.domain.point.PointCopy;
import java.util.List;
import java.util.Map;

/**
 * What became of a copy that was to be made whole.
 *
 * @param copy as it is known now
 * @param before what was known of it until now
 * @param written files that were written, with the vault that each came from
 * @param why what stands in the way; empty where the copy is whole
 * @param alsoDamaged other vaults whose copy was found damaged on the way, with what is wrong
 */
public record RepairedCopy(
    PointCopy copy,
    CopyState before,
    Result result,
    List<String> written,
    String why,
    Map<String, String> alsoDamaged) {
  public RepairedCopy {
    written = List.copyOf(written);
    alsoDamaged = Map.copyOf(alsoDamaged);
  }

  /** How it ended. */
  public enum Result {
    /** The copy is whole now. */
    WHOLE,
    /** The vault's store does not let the damaged object go. */
    REFUSED,
    /** A vault does not answer, so that it cannot be told. */
    UNREACHABLE,
    /** No vault holds a good one: the recovery point is broken. */
    LOST
  }
}
