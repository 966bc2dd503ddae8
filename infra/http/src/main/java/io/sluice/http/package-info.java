/**
 * How every process of Sluice answers over HTTP: one configuration, one guard, one small server.
 * Loopback unless told otherwise; whoever opens it to others says who may come in.
 */
@org.jspecify.annotations.NullMarked
package io.sluice.http;
