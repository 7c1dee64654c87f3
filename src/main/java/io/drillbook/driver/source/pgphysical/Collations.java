package io.drillbook.driver.source.pgphysical;

/**
 * Whether text sorts here as it did where it came from. Indexes are ordered by the system's own
 * library: under another version of it they find less than is there, without a word.
 */
final class Collations {
  /** Columns that only some versions have are read as JSON, which answers null for the others. */
  static final String ASK =
      """
      select string_agg(what || ' ' || was || ' here ' || now, ', ')
      from (
        select quote_literal(collname) as what, collversion as was,
               pg_collation_actual_version(oid) as now
        from pg_collation where collversion is not null
        union all
        select 'the database', to_jsonb(d) ->> 'datcollversion',
               (select pg_collation_actual_version(c.oid) from pg_collation c
                where c.collcollate = d.datcollate and c.collprovider = 'c' limit 1)
        from pg_database d where datname = current_database()) versions
      where was <> now
      """;

  private Collations() {}

  static String words(String database, String differs) {
    return "text sorts by another version of the collation in database "
        + database
        + " ("
        + differs
        + "): run REINDEX DATABASE there, then ALTER DATABASE … REFRESH COLLATION VERSION";
  }
}
