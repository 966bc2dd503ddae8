package io.sluice.extractors.fork;

import java.nio.file.Path;
import java.util.List;

/**
 * How parser processes are run.
 *
 * @param children how many documents are parsed at a time
 * @param heapMegabytes of each child
 * @param nativeMegabytes that each child may hold beside its heap
 * @param documentsPerChild after so many documents a child is replaced
 * @param folder where the children's private folders are made
 * @param options further options of the child's JVM
 */
public record ChildSettings(
    int children,
    int heapMegabytes,
    int nativeMegabytes,
    int documentsPerChild,
    Path folder,
    List<String> options) {
  public ChildSettings {
    options = List.copyOf(options);
  }
}
