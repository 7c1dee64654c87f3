/** The evidence report for people: HTML by a template, printed as PDF. */
package io.drillbook.web.evidence;
