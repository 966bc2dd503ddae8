package io.sluice.connectors.mapping;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A search for one object of the target. The criteria are tried in order until one finds something.
 *
 * @param object the target's name of the kind of object, such as {@code party.party}
 * @param criteria those whose value the document has; empty if it has none of them
 * @param take the property of the found object that stands for it; null for its id
 * @param several what to do where a criterion finds more than one
 * @param missing what to do where none finds anything
 * @param create the fields of the object that is created, for {@link Missing#CREATE}
 */
public record Lookup(
    String object,
    List<Criterion> criteria,
    @Nullable String take,
    Several several,
    Missing missing,
    Map<String, Value> create) {

  public Lookup {
    criteria = List.copyOf(criteria);
  }

  /**
   * One way to find it.
   *
   * @param field the target's field
   * @param value what it must be
   * @param ignoreCase whether upper and lower case are the same
   */
  public record Criterion(String field, Value value, boolean ignoreCase) {}

  /** What to do where nothing is found. */
  public enum Missing {
    /** The record is set aside with a message that says what was looked for. */
    REJECT,
    /** The field stays empty. */
    EMPTY,
    /** The object is created. */
    CREATE
  }

  /** What to do where more than one is found. */
  public enum Several {
    /** The record is set aside. */
    REJECT,
    /** The one with the least id is taken. */
    FIRST
  }

  /** In words, for messages: {@code party.party with name "Acme"}. */
  public String inWords() {
    if (criteria.isEmpty()) {
      return object + " (the document has none of the values to look for)";
    }
    StringBuilder words = new StringBuilder(object);
    for (int i = 0; i < criteria.size(); i++) {
      Criterion one = criteria.get(i);
      words.append(i == 0 ? " with " : " or ").append(one.field()).append(' ');
      words.append(Values.inWords(one.value()));
    }
    return words.toString();
  }
}
