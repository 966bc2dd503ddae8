/**
 * The audit's hash chains: how an entry follows another, and how that is checked. Pure; topics and
 * files are others' business.
 */
package io.sluice.audit;
