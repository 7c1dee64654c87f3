/** Lets exactly one server receive the log of each source. */
package io.drillbook.engine.log;
