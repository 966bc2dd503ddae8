package io.sluice.llm.egress;

import io.sluice.events.EgressEntry;
import io.sluice.events.EgressMoment;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What was spent and what is reserved, by document, tenant, type and UTC day: nothing but the sum
 * of the entries. An entry that comes twice counts once; what was asked and is not settled counts
 * with its estimate, on the day it was asked. Thread-safe.
 */
final class Ledger {
  /** What a sum is about; a document's has no day. */
  private record Account(What what, String name, @Nullable LocalDate day) {}

  private enum What {
    DOCUMENT("document"),
    TENANT("tenant"),
    TYPE("type"),
    DAY("day");

    private final String word;

    What(String word) {
      this.word = word;
    }
  }

  private record Cap(Account account, OptionalLong micros) {}

  /**
   * Sums in millionths of a US dollar.
   *
   * @param spent what settled calls cost
   * @param reserved the estimates of those that are not settled
   */
  record Sums(long spent, long reserved) {
    static final Sums NOTHING = new Sums(0, 0);

    private Sums plus(long moreSpent, long moreReserved) {
      return new Sums(spent + moreSpent, reserved + moreReserved);
    }
  }

  private record Call(List<Account> accounts, LocalDate day, long estimate, long settled) {}

  /** A call that is settled; of one that is not, this stands for what it cost. */
  private static final long OPEN = -1;

  private final Map<String, Call> calls = new HashMap<>();
  private final Map<Account, Sums> sums = new HashMap<>();

  /** Takes an entry as it stands on the topic, or is about to. */
  synchronized void take(EgressEntry entry) {
    Call call = calls.get(entry.getCallId());
    if (entry.getMoment() == EgressMoment.ASKED && call == null) {
      open(entry, OPEN);
      return;
    }
    Long settled = entry.getSettledMicros();
    boolean settles =
        entry.getMoment() == EgressMoment.ANSWERED || entry.getMoment() == EgressMoment.FAILED;
    if (!settles || settled == null) {
      return;
    }
    if (call == null) {
      // What it settles is older than what we remember, or comes yet.
      open(entry, settled);
    } else if (call.settled() == OPEN) {
      add(call.accounts(), settled, -call.estimate());
      calls.put(entry.getCallId(), new Call(call.accounts(), call.day(), call.estimate(), settled));
    }
  }

  /**
   * Reserves what an entry estimates, unless a cap is in the way.
   *
   * @return the cap and the figures, in words; empty if it is reserved
   */
  synchronized Optional<String> reserve(EgressEntry asked, Budget budget) {
    for (Cap cap : caps(asked, budget)) {
      Sums sum = sums.getOrDefault(cap.account(), Sums.NOTHING);
      if (cap.micros().isPresent()
          && sum.spent() + sum.reserved() + asked.getEstimatedMicros() > cap.micros().getAsLong()) {
        return Optional.of(words(cap, sum, asked.getEstimatedMicros()));
      }
    }
    take(asked);
    return Optional.empty();
  }

  /** Takes back what was reserved for bytes that did not leave. */
  synchronized void release(EgressEntry asked) {
    Call call = calls.remove(asked.getCallId());
    if (call != null && call.settled() == OPEN) {
      add(call.accounts(), 0, -call.estimate());
    }
  }

  /** Forgets the calls of days before this one. */
  synchronized void forgetBefore(LocalDate day) {
    calls
        .values()
        .removeIf(call -> {
          if (!call.day().isBefore(day)) {
            return false;
          }
          boolean open = call.settled() == OPEN;
          add(call.accounts(), open ? 0 : -call.settled(), open ? -call.estimate() : 0);
          return true;
        });
    sums.values().removeIf(Sums.NOTHING::equals);
  }

  /** What stands against a document. */
  synchronized Sums ofDocument(String documentId) {
    return sums.getOrDefault(new Account(What.DOCUMENT, documentId, null), Sums.NOTHING);
  }

  /** What stands against all of a UTC day. */
  synchronized Sums ofDay(LocalDate day) {
    return sums.getOrDefault(new Account(What.DAY, "", day), Sums.NOTHING);
  }

  private void open(EgressEntry entry, long settled) {
    List<Account> accounts = caps(entry, Budget.NONE).stream().map(Cap::account).toList();
    calls.put(
        entry.getCallId(), new Call(accounts, day(entry), entry.getEstimatedMicros(), settled));
    add(accounts, Math.max(settled, 0), settled == OPEN ? entry.getEstimatedMicros() : 0);
  }

  private void add(List<Account> accounts, long spent, long reserved) {
    for (Account account : accounts) {
      sums.merge(account, new Sums(spent, reserved), (was, more) -> was.plus(spent, reserved));
    }
  }

  private static List<Cap> caps(EgressEntry entry, Budget budget) {
    LocalDate day = day(entry);
    List<Cap> caps = new ArrayList<>();
    caps.add(
        new Cap(new Account(What.DOCUMENT, entry.getDocumentId(), null), budget.perDocument()));
    caps.add(
        new Cap(
            new Account(What.TENANT, entry.getTenant(), day), budget.ofTenant(entry.getTenant())));
    caps.add(
        new Cap(
            new Account(What.TYPE, entry.getDocumentType(), day),
            budget.ofType(entry.getDocumentType())));
    caps.add(new Cap(new Account(What.DAY, "", day), budget.perDay()));
    return caps;
  }

  private static LocalDate day(EgressEntry entry) {
    return entry.getAskedAt().atZone(ZoneOffset.UTC).toLocalDate();
  }

  private static String words(Cap cap, Sums sum, long estimate) {
    Account account = cap.account();
    return String.format(
        Locale.ROOT,
        "the cap of %s US dollars for %s is reached: %s spent, %s reserved, and this call may cost"
            + " %s; people decide, or 'budget' in the egress policy is set higher",
        dollars(cap.micros().orElseThrow()),
        (account.what() == What.DAY ? "all of " : account.what().word + " '" + account.name() + "'")
            + (account.day() == null
                ? ""
                : (account.what() == What.DAY ? "" : " on ") + account.day() + " (UTC)"),
        dollars(sum.spent()),
        dollars(sum.reserved()),
        dollars(estimate));
  }

  static String dollars(long micros) {
    return String.format(Locale.ROOT, "%.6f", micros / 1e6);
  }
}
