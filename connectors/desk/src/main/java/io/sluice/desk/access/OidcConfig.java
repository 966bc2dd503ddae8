package io.sluice.desk.access;

import io.sluice.config.ConfigNode;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An identity provider, and what its groups may do at the desk.
 *
 * @param issuer its address; {@code /.well-known/openid-configuration} is below
 * @param clientId what it calls the desk
 * @param clientSecret empty for a public client: PKCE protects either
 * @param userClaim the claim that is a person's id in decisions; it must never change hands
 * @param nameClaim what people call them
 * @param groupsClaim the claim that names their groups
 * @param groups what each group may do; who is in several may do all of it, who is in none nothing
 */
public record OidcConfig(
    URI issuer,
    String clientId,
    Optional<String> clientSecret,
    List<String> scopes,
    String userClaim,
    String nameClaim,
    String groupsClaim,
    Map<String, Rights> groups) {
  public OidcConfig {
    scopes = List.copyOf(scopes);
    groups = Map.copyOf(groups);
  }

  /** Reads it; the caller finishes the node. */
  public static OidcConfig from(ConfigNode node) {
    Map<String, Rights> groups = new LinkedHashMap<>();
    ConfigNode listed = node.child("groups");
    for (String name : listed.keys()) {
      groups.put(name, Rights.from(listed.child(name)));
    }
    if (groups.isEmpty()) {
      node.problem(
          "groups",
          "missing",
          "nobody may do anything without",
          "groups: {sluice-reviewers: {roles: [reviewer], tenants: [\"*\"]}}");
    }
    String issuer = node.string("issuer");
    if (!issuer.isEmpty() && !isUsable(issuer)) {
      node.problem(
          "issuer", issuer, "https; http for this machine alone", "issuer: https://login.example");
    }
    List<String> scopes = node.strings("scopes", List.of("openid", "profile"));
    if (!scopes.contains("openid")) {
      node.problem("scopes", scopes, "openid is one of them", "scopes: [openid, profile]");
    }
    return new OidcConfig(
        isUsable(issuer) ? URI.create(issuer) : URI.create("https://missing.invalid"),
        node.string("clientId"),
        Optional.ofNullable(node.optional("clientSecret")),
        scopes,
        node.string("userClaim", "sub"),
        node.string("nameClaim", "name"),
        node.string("groupsClaim", "groups"),
        groups);
  }

  /** Keys and tokens that came unprotected could be anybody's. */
  private static boolean isUsable(String issuer) {
    try {
      URI uri = URI.create(issuer);
      return uri.getHost() != null
          && ("https".equals(uri.getScheme())
              || "http".equals(uri.getScheme())
                  && InetAddress.getByName(uri.getHost()).isLoopbackAddress());
    } catch (IllegalArgumentException | UnknownHostException e) {
      return false; // The caller says what an issuer must look like.
    }
  }

  @Override
  public String toString() {
    return "OidcConfig[" + issuer + ", " + clientId + "]"; // Not the secret.
  }
}
