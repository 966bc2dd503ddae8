/** A way in: a folder in which files are documents. */
package io.sluice.connectors.folder;
