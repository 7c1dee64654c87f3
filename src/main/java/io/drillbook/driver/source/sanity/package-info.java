/**
 * Datasets of Sanity's content lake as a source: the documents by the export interface, each asset
 * by its own address, in the layout of the official export; restored into a new dataset.
 */
package io.drillbook.driver.source.sanity;
