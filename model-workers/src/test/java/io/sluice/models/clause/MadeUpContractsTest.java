package io.sluice.models.clause;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.types.Clause;
import io.sluice.types.values.Dates;
import io.sluice.types.values.Durations;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Contracts in the forms that their trades use, each with what it says and what it does not. */
class MadeUpContractsTest {
  private static final Map<String, Clause> FIELDS =
      Map.of(
          "title", Clause.TITLE,
          "parties", Clause.PARTIES,
          "agreement_date", Clause.AGREEMENT_DATE,
          "effective_date", Clause.EFFECTIVE_DATE,
          "expiration_date", Clause.EXPIRATION_DATE,
          "renewal_term", Clause.RENEWAL_TERM,
          "governing_law", Clause.GOVERNING_LAW,
          "term", Clause.TERM);

  private record Contract(String name, Map<Clause, String> says, String text) {}

  @TestFactory
  Stream<DynamicTest> aContractSaysWhatItSaysAndNothingElse() throws IOException {
    return contracts().stream()
        .map(contract -> DynamicTest.dynamicTest(contract.name(), () -> reads(contract)));
  }

  private static void reads(Contract contract) {
    contract
        .says()
        .forEach((clause, said) ->
            assertThat(Written.said(clause, contract.text()).map(value -> normal(clause, value)))
                .as("%s", clause)
                .isEqualTo(
                    said.equals("-") ? Optional.empty() : Optional.of(normal(clause, said))));
  }

  private static Object normal(Clause clause, String value) {
    return switch (clause) {
      case AGREEMENT_DATE, EFFECTIVE_DATE, EXPIRATION_DATE ->
          value.equals("perpetual") ? value : Dates.read(value, false).orElseThrow();
      case RENEWAL_TERM, TERM -> Durations.read(value).orElseThrow();
      default ->
          Stream.of(value.toLowerCase(Locale.ROOT).split(";"))
              .map(name -> name.replace('’', '\'').replaceAll("[^\\p{L}\\p{N}']+", ""))
              .collect(Collectors.toSet());
    };
  }

  private static List<Contract> contracts() throws IOException {
    List<Contract> contracts = new ArrayList<>();
    for (String block : text().split("(?m)^## ")) {
      List<String> lines = block.lines().toList();
      Map<Clause, String> says = new LinkedHashMap<>();
      int at = 1;
      while (at < lines.size() && FIELDS.containsKey(lines.get(at).split(" ")[0])) {
        String[] field = lines.get(at++).split(" ", 2);
        says.put(FIELDS.get(field[0]), field[1]);
      }
      if (!says.isEmpty()) {
        String text = String.join("\n", lines.subList(at, lines.size()));
        contracts.add(new Contract(lines.get(0), says, text));
      }
    }
    return contracts;
  }

  private static String text() throws IOException {
    try (InputStream in = MadeUpContractsTest.class.getResourceAsStream("/contracts/made-up.txt")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
