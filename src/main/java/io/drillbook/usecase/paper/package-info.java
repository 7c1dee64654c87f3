/** A plan's runbook as a document for paper. */
package io.drillbook.usecase.paper;
