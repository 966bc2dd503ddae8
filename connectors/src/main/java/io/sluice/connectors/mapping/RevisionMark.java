package io.sluice.connectors.mapping;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where an object of the target keeps the revision that was written, so that an older one that
 * comes late changes nothing.
 *
 * @param field the target's field
 * @param template text with {@code {revision}} in it, or just that for a numeric field
 */
public record RevisionMark(String field, String template) {
  /** What stands for the revision in a template. */
  static final String PLACE = "{revision}";

  /** What is written for a revision. */
  public Value value(long revision) {
    return template.equals(PLACE)
        ? new Value.Number(BigDecimal.valueOf(revision))
        : new Value.Text(template.replace(PLACE, Long.toString(revision)));
  }

  /** The revision in what was read, 0 if there is none. A person may have added text around it. */
  public long read(@Nullable String written) {
    if (written == null) {
      return 0;
    }
    int place = template.indexOf(PLACE);
    Pattern shape =
        Pattern.compile(
            Pattern.quote(template.substring(0, place))
                + "(\\d{1,18})"
                + Pattern.quote(template.substring(place + PLACE.length())));
    Matcher matcher = shape.matcher(written);
    return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
  }
}
