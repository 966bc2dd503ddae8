package io.sluice.extractors.child;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The SEC's rule stateprovnameen for the United States: names to codes. */
final class UsStates {
  private static final String NAMES =
      """
      AL Alabama,AK Alaska,AZ Arizona,AR Arkansas,CA California,CO Colorado,CT Connecticut,\
      DE Delaware,DC District of Columbia,FL Florida,GA Georgia,HI Hawaii,ID Idaho,IL Illinois,\
      IN Indiana,IA Iowa,KS Kansas,KY Kentucky,LA Louisiana,ME Maine,MD Maryland,MA Massachusetts,\
      MI Michigan,MN Minnesota,MS Mississippi,MO Missouri,MT Montana,NE Nebraska,NV Nevada,\
      NH New Hampshire,NJ New Jersey,NM New Mexico,NY New York,NC North Carolina,ND North Dakota,\
      OH Ohio,OK Oklahoma,OR Oregon,PA Pennsylvania,RI Rhode Island,SC South Carolina,\
      SD South Dakota,TN Tennessee,TX Texas,UT Utah,VT Vermont,VA Virginia,WA Washington,\
      WV West Virginia,WI Wisconsin,WY Wyoming,PR Puerto Rico\
      """;

  private UsStates() {}

  /** Lower-case name to code. */
  static Map<String, String> codes() {
    Map<String, String> codes = new HashMap<>();
    for (String entry : NAMES.strip().split(",", -1)) {
      codes.put(entry.strip().substring(3).toLowerCase(Locale.ROOT), entry.strip().substring(0, 2));
    }
    return Map.copyOf(codes);
  }
}
