package io.drillbook.byhand;

import io.drillbook.domain.plan.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A source with data in it, and what a person needs who restores it by hand. */
interface ByHandSource extends AutoCloseable {
  /** The kind that it stands for. */
  String kind();

  /** Where the data is. */
  Settings source();

  /** Whose private keys the person holds. */
  default List<String> keys() {
    return List.of("ops");
  }

  /** What the person exports before typing. */
  Map<String, String> exports();

  /** Says what is in the source, so that equal text means equal data. */
  String before();

  /** Says the same of what was restored. */
  String after(Path work);

  @Override
  void close();
}
