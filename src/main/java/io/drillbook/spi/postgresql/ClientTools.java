package io.drillbook.spi.postgresql;

import java.nio.file.Path;

/**
 * One installed set of programs of PostgreSQL.
 *
 * @param major major version, such as 15
 * @param version the programs' own words, such as {@code 15.14 (Debian …)}
 * @param folder where the programs are
 */
public record ClientTools(int major, String version, Path folder) {
  /** The path of one of them. */
  public String program(String name) {
    return folder.resolve(name).toString();
  }
}
