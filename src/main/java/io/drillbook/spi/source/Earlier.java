package io.drillbook.spi.source;

import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.SourceCapture;
import java.util.List;

/**
 * An earlier capture of the same source, in a sealed recovery point of its own.
 *
 * @param point the recovery point's id
 */
public record Earlier(String point, SourceCapture capture, List<Member> members) {
  public Earlier {
    members = List.copyOf(members);
  }
}
