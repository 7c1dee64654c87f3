package io.drillbook.domain.system;

import java.nio.file.Path;
import java.util.List;

/**
 * A program that signs: it reads what is to be signed and writes an armoured detached signature.
 *
 * @param words program and arguments; holds no secret
 * @param folder where it runs, the configuration folder
 */
public record SignCommand(List<String> words, Path folder) {
  public SignCommand {
    words = List.copyOf(words);
  }
}
