/**
 * The ways out, as Kafka Connect plugins: sinks for ERP, CRM and SQL in {@code upsert} and {@link
 * io.sluice.connectors.CompletedColumns}, a sink that writes completed records as files for people,
 * and a converter that lets any sink read Sluice's topics. Two ways in: {@code folder} and {@code
 * s3}.
 */
package io.sluice.connectors;
