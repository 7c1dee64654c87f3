package io.drillbook.usecase.paper;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Models by their ids, each read once for as long as its file is the same. */
final class PaperModels {
  private final Function<String, Optional<byte[]>> files;
  private final Map<String, Parsed> known = new ConcurrentHashMap<>();

  PaperModels(Function<String, Optional<byte[]>> files) {
    this.files = files;
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Parsed(byte[] file, PaperModel model) {}

  PaperModel of(String id) {
    byte[] file =
        files
            .apply(id)
            .orElseThrow(
                () ->
                    new Fault(
                        FaultCode.INPUT_INVALID,
                        "unable to find the model: '" + id + "'",
                        "It comes with the program; is the installation whole?"));
    Parsed before = known.get(id);
    if (before != null && Arrays.equals(before.file(), file)) {
      return before.model();
    }
    PaperModel model = new ModelSteps(file).model();
    known.put(id, new Parsed(file, model));
    return model;
  }
}
