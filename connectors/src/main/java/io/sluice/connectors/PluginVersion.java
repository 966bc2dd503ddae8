package io.sluice.connectors;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version that Connect shows for every plugin of this module: the module's own. */
public final class PluginVersion {
  private static final String FILE = "version.properties";

  private PluginVersion() {}

  /** For Connect. */
  public static String get() {
    try (InputStream in = PluginVersion.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(FILE + " is missing from the plugin's jar; build it anew");
      }
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + FILE + " in the plugin's jar", e);
    }
  }
}
