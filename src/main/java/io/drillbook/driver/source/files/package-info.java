/**
 * Kind {@code files}: single files and folders of a configuration, with the output of commands, as
 * one tar archive that every tar restores.
 */
package io.drillbook.driver.source.files;
