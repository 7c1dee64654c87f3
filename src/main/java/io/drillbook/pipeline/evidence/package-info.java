/** The evidence pack as files: how they are written and how a pack is checked without a server. */
package io.drillbook.pipeline.evidence;
