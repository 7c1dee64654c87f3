/** Secrets of a key-value engine, version 2, behind HashiCorp Vault's documented HTTP API. */
package io.drillbook.driver.source.vaultkv;
