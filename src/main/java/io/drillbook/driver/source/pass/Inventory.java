package io.drillbook.driver.source.pass;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.drillbook.driver.source.pass.History.Version;
import java.util.List;

/**
 * What is known of a store without any value in it: the member that everybody who opens the
 * recovery point may read.
 *
 * @param secrets those that are there, and those that only the history knows
 * @param recipients for each folder that says so, for whom its secrets are encrypted
 */
record Inventory(List<Secret> secrets, List<Recipients> recipients) {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /**
   * One secret.
   *
   * @param name as {@code pass show} takes it
   * @param sha256 of the encrypted file; empty where it was removed
   * @param modified of the file; empty where it was removed
   * @param keys the numbers of the keys that it is encrypted for, as its own packets say
   * @param versions newest first; A added, M changed, D removed
   */
  record Secret(
      String name,
      boolean removed,
      long bytes,
      String sha256,
      String modified,
      List<String> keys,
      List<Version> versions) {}

  /** The lines of a {@code .gpg-id} file. */
  record Recipients(String file, List<String> keys) {}

  long present() {
    return secrets.stream().filter(secret -> !secret.removed()).count();
  }

  byte[] write() {
    try {
      return JSON.writeValueAsBytes(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the inventory could not be written", e);
    }
  }

  static Inventory read(String file, byte[] bytes) {
    try {
      Inventory read = JSON.readValue(bytes, Inventory.class);
      if (read != null && read.secrets() != null && read.recipients() != null) {
        return read;
      }
      throw PassFaults.notWhole(file, "it is no inventory", null);
    } catch (java.io.IOException e) {
      // Jackson quotes what it could not read; here that is names at most.
      throw PassFaults.notWhole(file, "it is no inventory", e);
    }
  }
}
