package io.sluice.models;

/**
 * What the encoder says of one window, before any softmax.
 *
 * @param classes {@code [classes]}
 * @param tags {@code [tokens][tags]}, without padding
 */
@SuppressWarnings("ArrayRecordComponent") // Made once, read once, never compared.
record Logits(float[] classes, float[][] tags) {}
