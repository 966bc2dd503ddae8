/**
 * From a completed record to an object of the target's model, as a mapping file says. Pure: no
 * network, no clock; what has to be looked up in the target stays a {@link
 * io.sluice.connectors.mapping.Value.Reference}.
 */
package io.sluice.connectors.mapping;
