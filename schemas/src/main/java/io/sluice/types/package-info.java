/**
 * Document types: what a class of documents holds, and what must be true of it. One YAML file a
 * type; see {@link io.sluice.types.DocumentTypes}.
 */
package io.sluice.types;
