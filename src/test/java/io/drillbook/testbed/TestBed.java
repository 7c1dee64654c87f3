package io.drillbook.testbed;

/**
 * Servers that are started once for all tests of a JVM and shared: use database and role names of
 * your own. A test that stops or destroys a server starts one for itself.
 */
public final class TestBed {
  private TestBed() {}

  /** Stands for the protected system's server. */
  public static PostgresCluster production() {
    return Production.CLUSTER;
  }

  /** Stands for the server that restores go to. */
  public static PostgresCluster standby() {
    return Standby.CLUSTER;
  }

  /** Stands for the protected system's MongoDB; no real one. */
  public static MongoSubstitute mongoProduction() {
    return MongoProduction.SERVER;
  }

  /** Stands for the MongoDB that restores go to; no real one. */
  public static MongoSubstitute mongoStandby() {
    return MongoStandby.SERVER;
  }

  /** A real S3 server, with logins, versions and locks. */
  public static RadosGateway radosGateway() {
    return Rados.GATEWAY;
  }

  /** A quick S3 server that checks no logins and keeps no locks. */
  public static S3MockServer s3Mock() {
    return Mock.SERVER;
  }

  /** A MariaDB server. */
  public static MariadbServer mariadb() {
    return Maria.SERVER;
  }

  private static final class Maria {
    static final MariadbServer SERVER = MariadbServer.start();
  }

  private static final class Rados {
    static final RadosGateway GATEWAY = RadosGateway.start();
  }

  private static final class MongoProduction {
    static final MongoSubstitute SERVER = MongoSubstitute.start();
  }

  private static final class MongoStandby {
    static final MongoSubstitute SERVER = MongoSubstitute.start();
  }

  private static final class Mock {
    static final S3MockServer SERVER = S3MockServer.start();
  }

  private static final class Production {
    static final PostgresCluster CLUSTER = PostgresCluster.start();
  }

  private static final class Standby {
    static final PostgresCluster CLUSTER = PostgresCluster.start();
  }
}
