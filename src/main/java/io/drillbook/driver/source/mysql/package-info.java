/**
 * MariaDB and MySQL as a source: a logical dump by the server's own client programs, of the same
 * moment as the counts and checksums that a restore is compared with.
 */
package io.drillbook.driver.source.mysql;
