package io.drillbook.driver.source.mysql;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One installed pair of client programs.
 *
 * @param mariadb whether they are MariaDB's
 * @param version the programs' own words, such as {@code 10.11.19-MariaDB}
 */
record ClientTools(boolean mariadb, Version number, String version, Path folder) {
  String dump() {
    return folder.resolve(mariadb ? "mariadb-dump" : "mysqldump").toString();
  }

  String client() {
    return folder.resolve(mariadb ? "mariadb" : "mysql").toString();
  }

  /** For people and for the manifest. */
  String words() {
    return mariadb ? version : "MySQL " + version;
  }

  /** The arguments for an encrypted connection, which have other names in each of the two. */
  List<String> encryption(String mode, String certificates) {
    List<String> arguments = new ArrayList<>();
    if (!certificates.isEmpty()) {
      arguments.add("--ssl-ca=" + certificates);
    }
    if (mariadb) {
      switch (mode) {
        case "disable" -> arguments.add("--skip-ssl");
        case "trust" -> arguments.addAll(List.of("--ssl", "--skip-ssl-verify-server-cert"));
        default -> arguments.addAll(List.of("--ssl", "--ssl-verify-server-cert"));
      }
    } else {
      arguments.add(
          switch (mode) {
            case "disable" -> "--ssl-mode=DISABLED";
            case "trust" -> "--ssl-mode=REQUIRED";
            case "verify-ca" -> "--ssl-mode=VERIFY_CA";
            default -> "--ssl-mode=VERIFY_IDENTITY";
          });
    }
    return arguments;
  }
}
