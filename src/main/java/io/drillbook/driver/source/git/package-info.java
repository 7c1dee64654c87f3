/**
 * Git repositories as bundles. Format: Documentation/gitformat-bundle.txt and gitformat-pack.txt of
 * Git 2.39.
 */
package io.drillbook.driver.source.git;
