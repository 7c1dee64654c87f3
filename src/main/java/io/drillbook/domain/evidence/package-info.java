/** What an evidence pack of one run holds, and how its record is examined. */
package io.drillbook.domain.evidence;
