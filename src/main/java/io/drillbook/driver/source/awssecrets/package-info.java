/** Secrets of AWS Secrets Manager. */
package io.drillbook.driver.source.awssecrets;
