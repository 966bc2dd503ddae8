/**
 * Readers of machine-readable parts: e-invoice XML, inline XBRL, mail headers. What a document says
 * about itself is read, not guessed. Pure functions from text to values; no model, no network.
 */
package io.sluice.models.structure;
