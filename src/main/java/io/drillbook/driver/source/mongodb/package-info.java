/**
 * MongoDB as a source: one database, captured in the archive format of mongodump, restored into
 * collections of our own that take their names at the end.
 */
package io.drillbook.driver.source.mongodb;
