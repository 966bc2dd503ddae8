/**
 * The rules of document types, held against values that were read or typed: the same functions for
 * the gate, which lets nothing through that breaks one, and for the review desk, which says so
 * while people type. Pure.
 */
package io.sluice.rules;
