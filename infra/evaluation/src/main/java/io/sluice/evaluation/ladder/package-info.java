/**
 * What each rung of the ladder is worth: kept results of every rung are replayed, fields in doubt
 * climb, and accuracy, straight-through and cost come out with each rung on and off. Pure.
 */
package io.sluice.evaluation.ladder;
