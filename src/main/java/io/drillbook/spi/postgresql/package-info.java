/** A PostgreSQL server and its programs, for drivers of several kinds. */
package io.drillbook.spi.postgresql;
