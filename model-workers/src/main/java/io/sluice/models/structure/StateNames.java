package io.sluice.models.structure;

import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Names of the American states by their codes, which tagged filings use in place of the name on the
 * page.
 */
final class StateNames {
  private static final Map<String, String> BY_CODE =
      Arrays.stream(
              """
              AL Alabama|AK Alaska|AZ Arizona|AR Arkansas|CA California|CO Colorado|CT Connecticut|DE Delaware\
              |DC District of Columbia|FL Florida|GA Georgia|HI Hawaii|ID Idaho|IL Illinois|IN Indiana|IA Iowa|KS Kansas\
              |KY Kentucky|LA Louisiana|ME Maine|MD Maryland|MA Massachusetts|MI Michigan|MN Minnesota|MS Mississippi\
              |MO Missouri|MT Montana|NE Nebraska|NV Nevada|NH New Hampshire|NJ New Jersey|NM New Mexico|NY New York\
              |NC North Carolina|ND North Dakota|OH Ohio|OK Oklahoma|OR Oregon|PA Pennsylvania|PR Puerto Rico\
              |RI Rhode Island|SC South Carolina|SD South Dakota|TN Tennessee|TX Texas|UT Utah|VT Vermont|VA Virginia\
              |WA Washington|WV West Virginia|WI Wisconsin|WY Wyoming\
              """
                  .split("\\|"))
          .collect(Collectors.toMap(line -> line.substring(0, 2), line -> line.substring(3)));

  private StateNames() {}

  /** The name where the text has it, else the value as it is. */
  static @Nullable String spelledOut(@Nullable String value, String text) {
    String name = value == null ? null : BY_CODE.get(value);
    boolean onPage =
        name != null
            && Pattern.compile(
                    "\\b" + name.replace(" ", "\\s+") + "\\b",
                    Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CHARACTER_CLASS)
                .matcher(text)
                .find();
    return onPage ? name : value;
  }
}
