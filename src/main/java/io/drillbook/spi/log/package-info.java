/** What a source with a continuous log of changes offers, and what takes and gives its pieces. */
package io.drillbook.spi.log;
