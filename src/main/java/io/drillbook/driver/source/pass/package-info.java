/**
 * The password store of {@code pass}: names and versions always, values for the plan's keys only.
 */
package io.drillbook.driver.source.pass;
