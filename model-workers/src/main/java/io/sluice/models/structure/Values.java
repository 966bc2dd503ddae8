package io.sluice.models.structure;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the values of a part, leaving out what it does not say. */
final class Values {
  private final Map<String, String> values = new LinkedHashMap<>();

  Values with(String field, @Nullable String value) {
    if (value != null && !value.isBlank()) {
      values.putIfAbsent(field, value.strip());
    }
    return this;
  }

  Map<String, String> asMap() {
    return values;
  }
}
