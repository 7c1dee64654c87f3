/**
 * Kind {@code directory}: a folder with everything below it, as tar archives that every tar
 * restores.
 */
package io.drillbook.driver.source.directory;
