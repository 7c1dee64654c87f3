package io.drillbook.usecase;

import io.drillbook.domain.point.PointCopy;
import io.drillbook.spi.store.CopyStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is known of copies, without a database. */
public final class CopiesInMemory implements CopyStore {
  private final Map<String, PointCopy> copies = new TreeMap<>();

  @Override
  public void save(PointCopy copy) {
    copies.put(copy.system() + "/" + copy.point() + "/" + copy.vault(), copy);
  }

  @Override
  public void doubt(String system, Instant now) {
    copies.replaceAll((key, copy) -> copy.system().equals(system) ? copy.believedAt(now) : copy);
  }

  @Override
  public List<PointCopy> of(String system) {
    return copies.values().stream().filter(copy -> copy.system().equals(system)).toList();
  }
}
