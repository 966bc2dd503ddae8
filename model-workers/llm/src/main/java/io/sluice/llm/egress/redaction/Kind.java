package io.sluice.llm.egress.redaction;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a hidden value is; its name is in the placeholder. Where two overlap, the earlier one names
 * the whole.
 */
public enum Kind {
  /** Text that looks like a placeholder and stood in the document. Always hidden. */
  TEXT(null),
  IBAN(Group.ACCOUNTS),
  CARD(Group.CARDS),
  MAIL(Group.MAIL),
  URL(Group.MAIL),
  BIRTH_DATE(Group.BIRTH_DATES),
  VAT_ID(Group.IDS),
  NATIONAL_ID(Group.IDS),
  ACCOUNT(Group.ACCOUNTS),
  PHONE(Group.PHONES),
  BIC(Group.ACCOUNTS),
  PERSON(Group.NAMES),
  ADDRESS(Group.ADDRESSES),
  ORGANISATION(Group.NAMES),
  /** A number or code that is no amount, day or small number. */
  ID(Group.IDS),
  /** A word that is in no list of ordinary words. */
  NAME(Group.NAMES);

  /** What a policy names: kinds that are hidden together. */
  public enum Group {
    NAMES,
    ADDRESSES,
    ACCOUNTS,
    IDS,
    BIRTH_DATES,
    MAIL,
    PHONES,
    CARDS;

    /** As a policy writes it, for instance {@code birth-dates}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private final @Nullable Group group;

  Kind(@Nullable Group group) {
    this.group = group;
  }

  /** The kinds of these groups, and those that are always hidden. */
  public static Set<Kind> of(Set<Group> groups) {
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    Arrays.stream(values())
        .filter(kind -> kind.group == null || groups.contains(kind.group))
        .forEach(kinds::add);
    return kinds;
  }
}
