/** Kind {@code command}: whatever programs of the team write and read. */
package io.drillbook.driver.source.command;
