/** Buckets of a store that speaks Amazon's S3 protocol: their versions as an inventory. */
package io.drillbook.driver.source.s3bucket;
