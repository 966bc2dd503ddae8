package io.sluice.llm.answer;

import org.jspecify.annotations.Nullable;

/**
 * What a model says about a field, unchecked.
 *
 * @param value the value
 * @param page where it says it stands
 * @param quote the words there
 */
record Claim(String value, @Nullable Integer page, @Nullable String quote) {}
