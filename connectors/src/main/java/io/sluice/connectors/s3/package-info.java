/** A way in: a bucket of S3, or of a store that speaks like it, in which objects are documents. */
package io.sluice.connectors.s3;
