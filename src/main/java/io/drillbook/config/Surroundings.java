package io.drillbook.config;

import java.nio.file.Path;
import java.util.Set;

/**
 * What plans may refer to.
 *
 * @param folder the configuration folder
 * @param vaults names of vaults
 * @param keys names of keys
 * @param signers names of keys whose private half is at hand
 * @param groups groups of people
 * @param channels names of channels besides mail
 */
public record Surroundings(
    Path folder,
    Set<String> vaults,
    Set<String> keys,
    Set<String> signers,
    Set<String> groups,
    Set<String> channels) {
  /** What plans may refer to where people are told by mail only. */
  public Surroundings(
      Path folder, Set<String> vaults, Set<String> keys, Set<String> signers, Set<String> groups) {
    this(folder, vaults, keys, signers, groups, Set.of());
  }

  /** The groups of the contract. */
  public static final Set<String> GROUPS =
      Set.of("oncall", "approvers", "managers", "auditors", "camunda-admin");
}
