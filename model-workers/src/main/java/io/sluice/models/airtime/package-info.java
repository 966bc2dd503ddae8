/** What orders and invoices for advertising time show in their heads: the flight, the contract. */
@org.jspecify.annotations.NullMarked
package io.sluice.models.airtime;
