package io.sluice.models;

/** Where a bundle's model runs. */
public enum Device {
  /** In the process, on the CPU. */
  CPU,
  /** On the first CUDA device; needs a build with {@code -Pgpu}, CUDA 12 and cuDNN 9. */
  GPU
}
