/**
 * The sample system that {@code drillbook demo} protects, destroys and recovers: two private
 * PostgreSQL clusters, HAProxy, a small shop and people who order. Everything on loopback and free
 * ports, with its state in one folder; started and ended by process handle. Nothing else in
 * Drillbook depends on this room, and what it starts is for show only.
 */
package io.drillbook.demo;
