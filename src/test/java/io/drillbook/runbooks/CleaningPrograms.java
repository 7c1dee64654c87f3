package io.drillbook.runbooks;

import io.drillbook.testbed.PostgresCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * What the team of the example {@code cleaning} has beside its plan: migrations for the real
 * Alembic, of which production has the first only, and a smoke test that needs the second.
 */
final class CleaningPrograms {
  private static final String DATABASE = "cleaning";
  private static final String ENVIRONMENT =
      """
      import os
      from urllib.parse import quote

      from alembic import context
      from sqlalchemy import create_engine

      address = os.environ.get("TARGET_DB_URL")
      if address:
          login = os.environ["TARGET_DB_USERNAME"] + ":" + quote(os.environ["TARGET_DB_PASSWORD"])
          with create_engine(address.replace("://", "://" + login + "@")).begin() as connection:
              context.configure(connection=connection)
              with context.begin_transaction():
                  context.run_migrations()
      """;
  private static final String SMOKE_TEST =
      """
      #!/bin/sh
      set -eu
      test "$TARGET_UPLOADS_BUCKET" = cleaning-uploads-sandbox
      PGPASSWORD=$TARGET_DB_PASSWORD psql -XAt -U "$TARGET_DB_USERNAME" -v ON_ERROR_STOP=1 \\
        -c "insert into orders (item, photos) values ('a booking', 1)" "$TARGET_DB_URL"
      """;

  private final PostgresCluster production;

  CleaningPrograms(PostgresCluster production, Path config) throws IOException {
    this.production = production;
    production.sql(
        DATABASE,
        "create table alembic_version (version_num varchar(32) primary key)",
        "insert into alembic_version values ('0001')");
    Path migrations = Files.createDirectories(config.resolve("migrations/versions"));
    Files.writeString(
        config.resolve("alembic.ini"), "[alembic]\nscript_location = %(here)s/migrations\n");
    Files.writeString(config.resolve("migrations/env.py"), ENVIRONMENT);
    Files.writeString(
        migrations.resolve("first.py"),
        "revision = '0001'\ndown_revision = None\ndef upgrade():\n    raise Exception('again')\n");
    Files.writeString(
        migrations.resolve("photos.py"),
        """
        from alembic import op

        revision = "0002"
        down_revision = "0001"


        def upgrade():
            op.execute("alter table orders add photos int not null default 0")
        """);
    Path smokeTest = Files.writeString(config.resolve("smoke-test.sh"), SMOKE_TEST);
    Files.setPosixFilePermissions(smokeTest, PosixFilePermissions.fromString("rwx------"));
  }

  /** What production has been migrated to. */
  String productionIsAt() {
    return production.query(DATABASE, "select version_num from alembic_version");
  }
}
