package io.drillbook.driver.source.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class RoleScriptTest {
  private static final String SCRIPT =
      """
      --
      -- PostgreSQL database cluster dump
      --
      \\restrict abc
      SET default_transaction_read_only = off;
      CREATE ROLE app;
      ALTER ROLE app WITH NOSUPERUSER INHERIT NOCREATEROLE LOGIN NOREPLICATION NOBYPASSRLS PASSWORD 'SCRAM;NOSUPERUSER ';
      CREATE ROLE "O'Neil; ""x\""";
      ALTER ROLE "O'Neil; ""x\""" WITH SUPERUSER NOLOGIN;
      COMMENT ON ROLE app IS 'first
      -- second; ''quoted''';
      CREATE ROLE here;
      ALTER ROLE here WITH SUPERUSER PASSWORD 'x';
      ALTER ROLE app SET search_path TO 'a', 'b;c';
      GRANT here TO app WITH ADMIN OPTION GRANTED BY postgres;
      GRANT app TO here GRANTED BY postgres;
      GRANT pg_monitor TO here GRANTED BY postgres;
      CREATE TABLESPACE fast OWNER app LOCATION '/fast';
      """;

  private final RoleScript script = RoleScript.parse(SCRIPT);

  @Test
  void semicolonsAndLineBreaksWithinQuotesDivideNothing() {
    assertThat(script.roles()).containsExactly("app", "O'Neil; \"x\"", "here");
    assertThat(script.statements())
        .contains("COMMENT ON ROLE app IS 'first\n-- second; ''quoted'''");
    assertThat(script.hasTablespaces()).isTrue();
  }

  @Test
  void onlyTheMissingRolesAreMadeAndNoOtherIsTouched() {
    assertThat(script.making(Set.of("app")))
        .containsExactly(
            "CREATE ROLE app",
            "ALTER ROLE app WITH INHERIT NOCREATEROLE LOGIN PASSWORD 'SCRAM;NOSUPERUSER '",
            "COMMENT ON ROLE app IS 'first\n-- second; ''quoted'''",
            "ALTER ROLE app SET search_path TO 'a', 'b;c'",
            "GRANT here TO app WITH ADMIN OPTION",
            "GRANT app TO here");
  }

  @Test
  void nothingIsMadeWhereNoRoleIsMissing() {
    assertThat(script.making(Set.of())).isEmpty();
  }
}
