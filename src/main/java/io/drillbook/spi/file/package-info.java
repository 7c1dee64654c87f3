/** Files and folders as Linux knows them, for drivers of several kinds. */
package io.drillbook.spi.file;
