package io.sluice.evaluation.normal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import io.sluice.types.FieldKind;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The expected forms are those of the reference grader. */
class NormalFormsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "unreadable",
      value = {
        "2020-1-31|2020-01-31",
        "5/6/2001|2001-05-06",
        "25/12/2018 8:13:39 PM|2018-12-25",
        "5/6/41|1941-05-06",
        "5/6/40|2040-05-06",
        "31012020|2020-01-31",
        "20200131123456|2020-01-31",
        "the twenty-fourth day of May, two thousand and ten|2010-05-24",
        "Jan. 5, 99|1999-01-05",
        "4. März 2019|2019-03-04",
        "Perpetual.|perpetual",
        "05/[]/2000|unreadable",
        "31/02/2019|unreadable",
        "May 2010|unreadable",
        "1/2/2020 and 3/4/2020|unreadable"
      })
  void aDate(String written, String form) {
    assertThat(form(FieldKind.DATE, "\"" + written + "\"")).isEqualTo(form);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "unreadable",
      value = {
        "\"$1,234.50\"|1234.5",
        "\"1.234,50 €\"|1234.5",
        "\"1,00,000\"|100000",
        "\"1.234\"|1234",
        "\"0.123\"|0.123",
        "\"(5.00)\"|-5",
        "\"5.00-\"|-5",
        "\"RM 12 345.60\"|12345.6",
        "\"12.50 apples\"|unreadable",
        "\"$5,950,00\"|unreadable",
        "\"--5\"|unreadable",
        "12.50|12.5",
        "1e-7|0.0000001",
        "[\"7\"]|7",
        "[\"7\",\"8\"]|unreadable"
      })
  void aPrice(String json, String form) {
    assertThat(form(FieldKind.PRICE, json)).isEqualTo(form);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "unreadable",
      value = {
        "two (2) years|P24M0D",
        "P1Y6M|P18M0D",
        "a successive year|P12M0D",
        "1.5 years|P18M0D",
        "½ year|P6M0D",
        "3 weeks 2 days|P0M23D",
        "in perpetuity|perpetual",
        "two (3) years|unreadable",
        "2 yrs or 5 years|unreadable",
        "1/2 year|unreadable"
      })
  void aDuration(String written, String form) {
    assertThat(form(FieldKind.DURATION, "\"" + written + "\"")).isEqualTo(form);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "unreadable",
      value = {
        "ID|R-00 12/a|r0012a",
        "ID|–|unreadable",
        "TEXT|A. N. Other & Co., L.L.P.|an other and co llp",
        "TEXT|O’Neil’s  CAFÉ|oneils café",
        "TEXT|Straße ẞ ﬁ|strasse ss fi",
        "TEXT|=?ISO-8859-1?B?9g==?=hn|ö hn",
        "TEXT|=?no-such?Q?x?=|no such q x",
        "NAME|Acme Trading Company Limited|acme trading co ltd"
      })
  void aTextAnIdAName(FieldKind kind, String written, String form) {
    assertThat(form(kind, TextNode.valueOf(written).toString())).isEqualTo(form);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'\"ACME, Inc. (\\\"Seller\\\"); Bob; ACME and Bob (each a \\\"Party\\\")\"'|acme inc;bob",
        "'[\"Elm Company\", null, \" \"]'|elm co"
      })
  void aSetOfNamesWithoutWhatContractsWriteAround(String json, String names) {
    Set<String> expected = new TreeSet<>(Arrays.asList(names.split(";")));
    assertThat(NormalForms.of(FieldKind.NAMES, tree(json), false).map(TreeSet::new))
        .contains(new TreeSet<>(expected));
  }

  @ParameterizedTest
  @EnumSource(FieldKind.class)
  void aValueThatIsTooLongIsNotRead(FieldKind kind) {
    assertThat(NormalForms.of(kind, TextNode.valueOf("1".repeat(2001)), false)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "null|true",
        "\" \u00a0\"|true",
        "[]|true",
        "[null,\"\"]|true",
        "0|false",
        "[\"a\"]|false"
      })
  void blankIsWhatSaysAbsent(String json, boolean blank) {
    assertThat(NormalForms.blank(tree(json))).isEqualTo(blank);
  }

  @ParameterizedTest
  @CsvSource({
    "aspen mills ltd, aspen mills ltd, true",
    "aspen mills ltd, aspen mils ltd, true",
    "aspen mills ltd, birch mills ltd, false",
    "a, b, false"
  })
  void namesAreAlikeFromNineTenthsOn(String a, String b, boolean alike) {
    assertThat(Likeness.alike(a, b)).isEqualTo(alike);
  }

  @Property
  void nothingThatPeopleWriteMakesAFormFail(@ForAll FieldKind kind, @ForAll String written) {
    NormalForms.of(kind, TextNode.valueOf(written), true);
  }

  @Property
  void likenessIsARatio(@ForAll String a, @ForAll String b) {
    assertThat(Likeness.ratio(a, b)).isBetween(0.0, 1.0);
    assertThat(Likeness.ratio(a, a)).isEqualTo(1);
  }

  private static String form(FieldKind kind, String json) {
    return NormalForms.of(kind, tree(json), false)
        .map(forms -> forms.stream().collect(Collectors.joining(";")))
        .orElse(null);
  }

  private static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalArgumentException(json, e);
    }
  }
}
