package io.drillbook.driver.source.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What leads a dump to another database is seen, however it is cut; what only looks so is not. */
class DatabaseGuardTest {
  private static final String POSTGRESQL = "--\n-- PostgreSQL database dump\n--\n\n";
  private static final String MYSQL = "-- MySQL dump 10.13\n--\n\n";

  private static Fault pass(String text, int step) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    DatabaseGuard guard = DatabaseGuard.of("sql", false, "db.sql");
    return catchThrowableOfType(
        Fault.class,
        () -> {
          int first = Math.min(step == 1 ? 1 : DatabaseGuard.TOLD_BY, bytes.length);
          guard.begin(bytes, first);
          for (int at = first; at < bytes.length; at += step) {
            byte[] some = Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + step));
            guard.look(some, some.length);
          }
        });
  }

  private static void refused(String text) {
    for (int step : new int[] {7, 4096}) {
      Fault fault = pass(text, step);
      assertThat(fault).as(text).isNotNull();
      assertThat(fault.code()).isEqualTo(FaultCode.NOT_ALLOWED);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE DATABASE shop;",
        "create/**/database\nshop;",
        "select 1; -- x\n/* /* nested */ */ DROP  DATABASE IF EXISTS shop;",
        "\\connect shop\n",
        "SET x = 1;\n\\c shop\n",
        "select 'it''s'; CREATE DATABASE x;",
        "select 'C:\\'; CREATE DATABASE x;",
        "select E'it\\'s'';' ; DROP DATABASE x;",
        "select E'a''\\'' ; DROP DATABASE x;",
        "select $1, $a$ ; $b$ ' $a$; CREATE DATABASE x;",
        "select a$b$ from t; CREATE DATABASE x; -- $b$",
        "COPY t (a) FROM stdin;\nx\n\\.\nCREATE DATABASE x;",
        "COPY t (a) FROM stdin WITH (format csv); \r\nx\r\n\\.\r\nCREATE DATABASE x;",
        "select 'CREATE DATABASE x' \\gexec\n",
        "\\i other.sql\n",
        "\\echo a \\\\ CREATE DATABASE x;",
        "select \"a\"\"b\"; create database x;",
        "select 1 /* a */*2; create database x;",
        "SET standard_conforming_strings = off; select 'it\\'s'; create database x;"
      })
  void whatLeadsElsewhereIsRefused(String text) {
    refused(POSTGRESQL + text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "insert into t values ('CREATE DATABASE x;');",
        "insert into t values ('it''s; CREATE DATABASE x;');",
        "insert into t values (E'\\'; CREATE DATABASE x; \\\\');",
        "select '\\'; select 'CREATE DATABASE x;';",
        "create table \"CREATE DATABASE\" (\"; drop database x\" int);",
        "-- CREATE DATABASE x;\n/* DROP DATABASE y; /* */ \\connect z */ select 1;",
        "create function f() returns void as $body$ begin CREATE DATABASE x; $x$ \\c $body$;",
        "COPY t (a) FROM stdin;\nCREATE DATABASE x;\n\\\\connect\n\\N\t\\connect y\n\\.\n",
        "COPY t FROM stdin;\n\\.\nselect 1;",
        "create schema database; drop table database; comment on database x is 'y';",
        "\\restrict abc\nselect 1;\n\\unrestrict abc\n",
        "alter table t add create_database int; select creates.database from creates;",
        "select create from database; grant create on database x to y;",
        "select $$it's$$, 'CREATE DATABASE'; select 5--1\n;"
      })
  void whatOnlyLooksSoPasses(String text) {
    assertThat(pass(POSTGRESQL + text, 4096)).isNull();
    assertThat(pass(POSTGRESQL + text, 7)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE DATABASE /*!32312 IF NOT EXISTS*/ `shop`;",
        "/*!40000 DROP DATABASE IF EXISTS `shop`*/;",
        "/*M!100616 CREATE OR REPLACE DATABASE `shop`*/;",
        "USE `shop`;",
        "insert into t values ('it\\'s');\nuse shop;",
        "insert into t values (\"a';\"); CREATE SCHEMA x;",
        "select 1; # it's\nUSE x;",
        "select 5--1; USE x;",
        "DELIMITER ;;\ncreate procedure p() begin select 1; end ;;\nDELIMITER ;\nUSE x;"
      })
  void whatLeadsMysqlElsewhereIsRefused(String text) {
    refused(MYSQL + text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/*!40101 SET NAMES utf8 */;\ninsert into t values ('a\\';USE x;','\\\\');",
        "insert into `use` values (\"; CREATE DATABASE x;\"); -- USE x;\n",
        "DELIMITER ;;\ncreate procedure p() begin declare x int; use_it(); create database y; end"
            + " ;;\nDELIMITER ;\n",
        "select 1 # USE x;\n; -- 'USE\nselect use from t force index (a);",
        "create table t (a int) /* USE x; */;"
      })
  void whatOnlyLooksSoPassesMysql(String text) {
    assertThat(pass(MYSQL + text, 4096)).isNull();
    assertThat(pass(MYSQL + text, 7)).isNull();
  }

  @Test
  void aScriptOfUnknownMakeIsReadAsBoth() {
    assertThat(pass("insert into t values ('it\\'s'); use shop;", 4096)).isNotNull();
    assertThat(pass("insert into t values ('C:\\'); create database shop;", 4096)).isNotNull();
    assertThat(pass("create schema s; create table s.t (a int);", 4096)).isNull();
  }

  @Test
  void nothingIsSeenWhereThePlanAllowsIt() {
    byte[] bytes = "CREATE DATABASE x;".getBytes(StandardCharsets.UTF_8);
    DatabaseGuard guard = DatabaseGuard.of("sql", true, "db.sql");
    guard.begin(bytes, bytes.length);
    assertThat(guard).isNotNull();
  }
}
