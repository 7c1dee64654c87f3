package io.drillbook.driver.source.postgresql;

import io.drillbook.spi.postgresql.ClientTools;
import io.drillbook.spi.postgresql.Session;
import java.util.Map;
import java.util.TreeMap;

/** What a recovery point remembers of the database besides its data. */
final class SourceFacts {
  static final String DATABASE = "database";
  static final String OWNER = "owner";
  static final String ENCODING = "encoding";
  static final String COLLATE = "collate";
  static final String CTYPE = "ctype";
  static final String PROVIDER = "locale-provider";
  static final String LOCALE = "locale";
  static final String SYSTEM_IDENTIFIER = "system-identifier";
  static final String CLIENT_MAJOR = "client-major";
  static final String SERVER_MAJOR = "server-major";
  static final String PORT = "server-port";
  static final String DATA_DIRECTORY = "server-data-directory";
  static final String ROLE_PASSWORDS = "role-passwords";
  static final String EXTENSIONS = "extensions";
  static final String COLLATION_VERSION = "collation-version";
  static final String MONEY = "lc-monetary";
  static final String USER_MAPPINGS = "user-mappings";
  static final String ROWS_LEFT_OUT = "rows-left-out";
  static final String SUBSCRIPTIONS = "subscriptions";

  /** Columns that only some versions have are read as JSON, which answers null for the others. */
  private static final String ASK =
      """
      select pg_catalog.pg_get_userbyid(d.datdba), pg_catalog.pg_encoding_to_char(d.encoding),
             d.datcollate, d.datctype,
             coalesce(to_jsonb(d) ->> 'datlocprovider', 'c'),
             coalesce(to_jsonb(d) ->> 'datlocale', to_jsonb(d) ->> 'daticulocale', ''),
             coalesce(to_jsonb(d) ->> 'datcollversion', ''),
             coalesce((select string_agg(extname || ' ' || extversion, ', ' order by extname)
                       from pg_catalog.pg_extension), ''),
             (select count(*) from (select subdbid from pg_catalog.pg_subscription) s
              where s.subdbid = d.oid)
      from pg_catalog.pg_database d where d.datname = current_database()
      """;

  private SourceFacts() {}

  static Map<String, String> of(Session session, Look look, ClientTools tools) {
    Map<String, String> facts = new TreeMap<>();
    facts.put(DATABASE, look.database());
    facts.put("identity", look.identity());
    facts.put(SYSTEM_IDENTIFIER, look.systemIdentifier());
    facts.put("server-version", look.version());
    facts.put(SERVER_MAJOR, String.valueOf(look.major()));
    facts.put("client-version", tools.version());
    facts.put(CLIENT_MAJOR, String.valueOf(tools.major()));
    facts.put(PORT, String.valueOf(look.port()));
    facts.put(DATA_DIRECTORY, look.dataDirectory());
    return session.row(
        ASK,
        row -> {
          facts.put(OWNER, row.getString(1));
          facts.put(ENCODING, row.getString(2));
          facts.put(COLLATE, row.getString(3));
          facts.put(CTYPE, row.getString(4));
          facts.put(PROVIDER, row.getString(5));
          facts.put(LOCALE, row.getString(6));
          facts.put(COLLATION_VERSION, row.getString(7));
          facts.put(EXTENSIONS, row.getString(8));
          facts.put(SUBSCRIPTIONS, row.getString(9));
          return facts;
        });
  }
}
