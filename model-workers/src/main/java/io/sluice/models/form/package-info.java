/**
 * Values on printed forms: the phrases that are printed there are found, and what they label is
 * read. What is printed is said by the document type; nothing here is learnt. Pure functions over
 * words.
 */
package io.sluice.models.form;
