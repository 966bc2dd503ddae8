package io.sluice.desk.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.desk.access.User;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What somebody has typed and not decided. Fields that speak of a person are neither shown to nor
 * changed by those who may not see such: what others typed there stays. Pure.
 *
 * @param personal names of such fields, of all types
 */
record Drafts(Set<String> personal) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The draft as this person sees it; null if there is none. */
  @Nullable JsonNode shown(@Nullable String draft, User user) {
    JsonNode node = parse(draft);
    if (node == null || user.rights().personal() || !node.path("fields").isObject()) {
      return node;
    }
    ObjectNode shown = node.deepCopy();
    ((ObjectNode) shown.path("fields")).remove(personal);
    return shown;
  }

  /** What is kept of a draft that this person sends. */
  JsonNode merged(JsonNode sent, @Nullable String before, User user) {
    if (user.rights().personal()) {
      return sent;
    }
    ObjectNode merged = sent.deepCopy();
    ObjectNode fields =
        sent.path("fields").isObject()
            ? (ObjectNode) merged.path("fields")
            : JsonNodeFactory.instance.objectNode();
    fields.remove(personal);
    JsonNode old = parse(before);
    if (old != null) {
      for (String name : personal) {
        JsonNode kept = old.path("fields").path(name);
        if (!kept.isMissingNode()) {
          fields.set(name, kept);
        }
      }
    }
    return merged.set("fields", fields);
  }

  private static @Nullable JsonNode parse(@Nullable String draft) {
    try {
      return draft == null ? null : JSON.readTree(draft);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a draft was kept that is no JSON", e);
    }
  }
}
