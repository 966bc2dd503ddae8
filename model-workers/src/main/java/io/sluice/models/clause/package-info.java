/**
 * Reads contracts by the phrases of their trade: who made them, when, until when, under whose law.
 * The phrases were collected from training documents; nothing here is learnt. Pure functions over
 * words.
 */
package io.sluice.models.clause;
