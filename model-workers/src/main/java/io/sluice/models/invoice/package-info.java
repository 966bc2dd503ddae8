/**
 * Reads commercial invoices off their pages: labels in the languages of Europe's trade, addresses,
 * arithmetic. The labels belong to the package, not to a document type: what the trade says is the
 * same wherever an invoice is a type. Pure functions over words.
 */
package io.sluice.models.invoice;
