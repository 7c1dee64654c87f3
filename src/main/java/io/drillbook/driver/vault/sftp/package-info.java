/** Vaults on an SFTP server, by Apache MINA SSHD. */
package io.drillbook.driver.vault.sftp;
