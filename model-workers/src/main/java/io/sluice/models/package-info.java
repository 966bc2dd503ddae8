/**
 * Parsed documents in, predictions out: verified model bundles on ONNX Runtime, and before them the
 * readers of what a document says about itself.
 */
package io.sluice.models;
