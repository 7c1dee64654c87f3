/**
 * Moves traffic by changing a DNS record: an RFC 2136 update signed with TSIG, whose prerequisite
 * makes it a compare-and-set, confirmed at the authoritative servers and through resolvers.
 */
package io.drillbook.driver.cutover.dns;
