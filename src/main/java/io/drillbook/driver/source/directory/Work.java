package io.drillbook.driver.source.directory;

/**
 * One thing on its way to an archive.
 *
 * @param before what the earlier list says of it; null where it does not or there is none
 * @param place where its line will stand; null where no list is written
 */
record Work(Item item, Line before, ListWriter.Place place) {}
