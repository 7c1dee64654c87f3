/**
 * PostgreSQL as a whole cluster: base backups by the server's own program, and the log since, which
 * a restore replays to a moment that somebody names.
 */
package io.drillbook.driver.source.pgphysical;
