package io.sluice.connectors.upsert.profiles;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.connectors.upsert.Reply;
import java.util.List;

/** Finds the target's own words in an answer. */
final class Messages {
  /** Where targets say what is wrong; the first that is there is taken. */
  private static final List<String> PLACES =
      List.of(
          "/error/message/value", // OData v2
          "/error/message", // OData v4, many others
          "/message", // Odoo, HubSpot
          "/o:errorDetails/0/detail", // NetSuite
          "/0/message", // Salesforce
          "/detail", // RFC 9457
          "/error_description", // RFC 6749
          "/error",
          "/title");

  private Messages() {}

  /** In words, with the status. */
  static String of(Reply reply) {
    JsonNode json = reply.json();
    for (String place : PLACES) {
      JsonNode words = json.at(place);
      if (words.isTextual() && !words.textValue().isBlank()) {
        return "HTTP " + reply.status() + ": " + words.textValue();
      }
    }
    return reply.text();
  }
}
