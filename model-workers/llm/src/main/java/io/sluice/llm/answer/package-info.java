/**
 * Reads answers: what is claimed, whether the page bears it out, how sure it is. Nothing that a
 * model says is believed for having been said. Pure.
 */
package io.sluice.llm.answer;
