/**
 * PostgreSQL as a source: logical dumps of one snapshot by the client programs that fit the server,
 * restored into a staging database of our own that takes the target's name in one short step.
 */
package io.drillbook.driver.source.postgresql;
