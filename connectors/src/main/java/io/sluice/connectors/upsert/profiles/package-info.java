/** The kinds of targets: what each is asked, and what its answers mean. Pure. */
package io.sluice.connectors.upsert.profiles;
