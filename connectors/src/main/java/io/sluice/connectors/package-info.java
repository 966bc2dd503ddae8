/**
 * The ways out, as Kafka Connect plugins: a sink that writes completed records as files for people,
 * and a converter that lets any sink read Sluice's topics.
 */
package io.sluice.connectors;
