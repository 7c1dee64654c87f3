/**
 * SQLite as a source: a copy by the online backup, checked before it is kept, restored beside the
 * target and renamed into its place.
 */
package io.drillbook.driver.source.sqlite;
