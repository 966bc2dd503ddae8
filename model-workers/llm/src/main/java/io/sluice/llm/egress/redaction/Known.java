package io.sluice.llm.egress.redaction;

/**
 * A value that another reader found: surely one of its kind.
 *
 * @param value as it stands on the page
 */
public record Known(Kind kind, String value) {}
