package io.sluice.llm.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.config.ConfigException;
import io.sluice.events.DataClass;
import io.sluice.llm.egress.EgressPolicy.Allowed;
import io.sluice.llm.egress.EgressPolicy.Asked;
import io.sluice.llm.egress.EgressPolicy.Denied;
import io.sluice.llm.egress.redaction.Kind;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EgressPolicyTest {
  static final String POLICY =
      """
      version: "7"
      rules:
        - name: nothing of the lawyers
          tenants: [lawyers]
          types: "*"
          dataClasses: [public, internal, confidential]
          allow: false
          reason: attorney-client privilege
        - name: invoices to the union
          tenants: [acme, lawyers]
          types: [invoice, order]
          dataClasses: [public, internal]
          providers:
            - {name: alpha, regions: [eu-west, eu-north]}
          redact: all
          reason: contract 2026-14, article 28
        - name: public anything
          tenants: "*"
          types: "*"
          dataClasses: [public]
          providers:
            - {name: beta, regions: [us-east]}
          redact: [mail, phones]
          reason: it is published anyway
      budget:
        perDocument: 0.05
        perTenant: 2
        tenants: {acme: 5}
        perDay: 50
      """;

  private final EgressPolicy policy = EgressPolicyFile.parse("policy.yaml", POLICY);

  private EgressPolicy.Said rule(
      String tenant, String type, DataClass dataClass, String provider, String region) {
    return policy.rule(new Asked(tenant, type, dataClass, provider, region));
  }

  @Test
  void nothingLeavesThatNoRuleNames() {
    assertThat(rule("acme", "receipt", DataClass.INTERNAL, "alpha", "eu-west"))
        .isEqualTo(
            new Denied(
                "",
                "no rule is about tenant 'acme', type 'receipt', data class internal; nothing"
                    + " leaves that no rule names"));
    assertThat(EgressPolicyFile.parse("empty", "version: \"1\"").rule(asked()))
        .isInstanceOf(Denied.class);
  }

  @Test
  void theFirstRuleThatIsAboutADocumentDecides() {
    assertThat(rule("acme", "invoice", DataClass.PUBLIC, "alpha", "eu-west"))
        .isInstanceOfSatisfying(
            Allowed.class,
            allowed -> {
              assertThat(allowed.rule().name()).isEqualTo("invoices to the union");
              assertThat(allowed.reason())
                  .isEqualTo("rule 'invoices to the union': contract 2026-14, article 28");
            });
    assertThat(rule("acme", "invoice", DataClass.PUBLIC, "beta", "us-east").reason())
        .isEqualTo("rule 'invoices to the union': provider 'beta' is none of [alpha]");
    assertThat(rule("lawyers", "invoice", DataClass.INTERNAL, "alpha", "eu-west").reason())
        .isEqualTo("rule 'nothing of the lawyers': stays in the house: attorney-client privilege");
  }

  @Test
  void aRegionThatTheRuleDoesNotNameIsNone() {
    assertThat(rule("acme", "invoice", DataClass.INTERNAL, "alpha", "us-east").reason())
        .isEqualTo(
            "rule 'invoices to the union': region 'us-east' of 'alpha' is none of [eu-north,"
                + " eu-west]");
  }

  @ParameterizedTest
  @EnumSource(DataClass.class)
  void onlyWhatIsNotRestrictedMayEverBeAllowed(DataClass dataClass) {
    // A policy that no file can make.
    EgressPolicy everything =
        new EgressPolicy(
            "1",
            "",
            policy.rules().stream()
                .map(rule ->
                    new EgressPolicy.Rule(
                        rule.name(),
                        Set.of("*"),
                        Set.of("*"),
                        Set.of(DataClass.values()),
                        true,
                        java.util.Map.of("alpha", Set.of("eu-west")),
                        Set.of(),
                        rule.reason()))
                .toList(),
            policy.surely(),
            Budget.NONE);
    assertThat(everything.rule(new Asked("a", "b", dataClass, "alpha", "eu-west")))
        .isInstanceOf(dataClass == DataClass.RESTRICTED ? Denied.class : Allowed.class);
  }

  @Test
  void aRuleAboutRestrictedDocumentsIsRefusedAtTheStart() {
    assertThatThrownBy(() ->
            EgressPolicyFile.parse(
                "p.yaml", POLICY.replace("dataClasses: [public]", "dataClasses: [restricted]")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("rules[2].dataClasses: restricted")
        .hasMessageContaining("never leave the house");
  }

  @Test
  void allProblemsAreReportedAtOnce() {
    assertThatThrownBy(() ->
            EgressPolicyFile.parse(
                "p.yaml",
                """
                rules:
                  - name: one
                    types: "*"
                    dataClasses: [secret]
                    redact: [noses]
                    reason: because
                    budget: 3
                """))
        .isInstanceOfSatisfying(
            ConfigException.class,
            e ->
                assertThat(e.problems())
                    .anyMatch(p -> p.startsWith("version: missing"))
                    .anyMatch(p -> p.startsWith("rules[0].tenants: missing"))
                    .anyMatch(p -> p.startsWith("rules[0].dataClasses: secret"))
                    .anyMatch(p -> p.startsWith("rules[0].redact: noses"))
                    .anyMatch(p -> p.startsWith("rules[0].providers: missing"))
                    .anyMatch(p -> p.startsWith("rules[0].budget: unknown key"))
                    .hasSize(6));
  }

  @Test
  void whoLetsSomethingOutSaysWhatIsHidden() {
    assertThatThrownBy(() -> EgressPolicyFile.parse("p", POLICY.replace("    redact: all\n", "")))
        .hasMessageContaining("rules[1].redact: missing");
    assertThat(policy.rules().get(2).redact())
        .containsExactlyInAnyOrder(Kind.Group.MAIL, Kind.Group.PHONES);
  }

  @Test
  void theHashIsOfTheFilesBytes() {
    assertThat(policy.sha256()).hasSize(64);
    assertThat(EgressPolicyFile.parse("p", POLICY + "\n").sha256()).isNotEqualTo(policy.sha256());
  }

  @Test
  void capsAreInDollars() {
    assertThat(policy.budget().perDocument()).hasValue(50_000);
    assertThat(policy.budget().ofTenant("acme")).hasValue(5_000_000);
    assertThat(policy.budget().ofTenant("other")).hasValue(2_000_000);
    assertThat(policy.budget().ofType("invoice")).isEmpty();
  }

  private static Asked asked() {
    return new Asked("acme", "invoice", DataClass.PUBLIC, "alpha", "eu-west");
  }
}
