/** Managed databases of Amazon RDS, by snapshots that stay with Amazon. */
package io.drillbook.driver.source.rds;
