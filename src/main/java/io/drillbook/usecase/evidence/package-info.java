/** Makes evidence packs. */
package io.drillbook.usecase.evidence;
