/** Reads the tables and totals of a page by its geometry: no model, pure functions over words. */
package io.sluice.models.table;
