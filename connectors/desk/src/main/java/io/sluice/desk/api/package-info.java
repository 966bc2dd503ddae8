/** The REST API, as API.md says it, and the page's files. */
@org.jspecify.annotations.NullMarked
package io.sluice.desk.api;
