package io.drillbook.driver.source.postgresql;

import java.nio.file.Path;

/**
 * One installed set of client programs.
 *
 * @param major major version, such as 15
 * @param version the programs' own words, such as {@code 15.14 (Debian …)}
 * @param folder where pg_dump, pg_dumpall and pg_restore are
 */
record ClientTools(int major, String version, Path folder) {
  String program(String name) {
    return folder.resolve(name).toString();
  }
}
