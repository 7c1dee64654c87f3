/** A file that SOPS encrypted: its structure always, the file itself for the plan's keys only. */
package io.drillbook.driver.source.sops;
