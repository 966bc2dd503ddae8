package io.sluice.desk.lead;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.desk.access.Role;
import io.sluice.desk.access.User;
import io.sluice.desk.api.Answers;
import io.sluice.desk.api.Call;
import io.sluice.desk.api.Router;
import io.sluice.http.Answer;
import io.sluice.types.DocumentTypes;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** What the lead's page asks for, for the role lead alone; of the tenants that they may see. */
public final class LeadApi implements AutoCloseable {
  private static final int DEFAULT_DAYS = 28;

  private final LeadReader reader;
  private final Supplier<? extends Collection<Waiting>> queue;
  private final Clock clock;

  private LeadApi(LeadReader reader, Supplier<? extends Collection<Waiting>> queue, Clock clock) {
    this.reader = reader;
    this.queue = queue;
    this.clock = clock;
  }

  /**
   * Starts to read what has been decided so far.
   *
   * @param kafka Kafka's and the registry's properties
   * @param queue what waits now; asked from several threads
   * @param zone whose days are counted
   */
  public static LeadApi start(
      Map<String, ?> kafka,
      DocumentTypes types,
      Supplier<? extends Collection<Waiting>> queue,
      ZoneId zone,
      Clock clock) {
    return new LeadApi(
        LeadReader.start(kafka, () -> new History(types, zone, clock)), queue, clock);
  }

  /** What it answers. */
  public List<Router.Endpoint> endpoints() {
    return List.of(Router.Endpoint.get("/api/lead/figures", this::figures));
  }

  private Answer figures(Call call) {
    User user = call.user();
    if (!user.is(Role.LEAD)) {
      return Answers.refuse(403, "FORBIDDEN", "the figures are for the role lead");
    }
    int days = call.number("days", DEFAULT_DAYS, 1, History.DAYS);
    List<String> chosen = call.all("tenant");
    Predicate<String> tenants =
        tenant -> user.rights().sees(tenant) && (chosen.isEmpty() || chosen.contains(tenant));
    Instant now = clock.instant();
    ObjectNode json =
        reader.look(history -> {
          LocalDate to = now.atZone(history.zone()).toLocalDate();
          return LeadFigures.of(
              history, new Scope(to.minusDays(days - 1L), to, tenants, call.first("type")));
        });
    String type = call.first("type");
    json.put("asOf", now.toString()).put("complete", reader.isComplete());
    json.set(
        "queue",
        Waiting.figures(
            queue.get().stream()
                .filter(each -> tenants.test(each.tenant()))
                .filter(each -> type == null || type.equals(each.type()))
                .toList(),
            now));
    return Answers.ok(json);
  }

  @Override
  public void close() {
    reader.close();
  }
}
