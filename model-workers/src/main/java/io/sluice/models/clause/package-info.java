/**
 * Reads contracts by the grammar of their trade: what they are called, who made them, when, until
 * when, under whose law. Nothing here is learnt. Pure functions over words.
 */
package io.sluice.models.clause;
