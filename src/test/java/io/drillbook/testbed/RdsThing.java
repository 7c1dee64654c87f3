package io.drillbook.testbed;

import java.util.Map;
import java.util.TreeMap;

/** An instance or a snapshot, by the names of the service's parameters. */
final class RdsThing {
  static final int LOOKS = 2;

  final TreeMap<String, String> fields = new TreeMap<>();
  final TreeMap<String, String> tags = new TreeMap<>();
  final TreeMap<String, String> pending = new TreeMap<>();
  String arn = "";
  String data = "";
  String status = "creating";
  String later = "available";
  int looks = LOOKS;

  /** Each look brings a thing nearer to what it is to become. */
  void look() {
    if (looks-- <= 0) {
      status = later;
      fields.putAll(pending);
      pending.clear();
    }
  }

  /** Takes the tags of a request. */
  void tag(Map<String, String> sent) {
    sent.forEach(
        (name, value) -> {
          if (name.matches("Tags\\.Tag\\.\\d+\\.Key")) {
            String tag = sent.get(name.replace(".Key", ".Value"));
            if (!tag.matches("[\\p{L}\\p{Z}\\p{N}_.:/=+@-]{0,256}")) {
              throw new Refused(400, "InvalidParameterValue");
            }
            tags.put(value, tag);
          }
        });
  }
}
