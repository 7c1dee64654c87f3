/** Keeps the logs of changes of sources in the vaults, and gives them back for a restore. */
package io.drillbook.usecase.log;
