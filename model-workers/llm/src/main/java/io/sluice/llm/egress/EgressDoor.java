package io.sluice.llm.egress;

import io.sluice.events.DataClass;
import io.sluice.events.EgressEntry;
import io.sluice.events.EgressMoment;
import io.sluice.events.FrontierEscalation;
import io.sluice.events.Page;
import io.sluice.events.PageSource;
import io.sluice.events.ParsedContent;
import io.sluice.events.Reason;
import io.sluice.llm.chat.Usage;
import io.sluice.llm.egress.EgressPolicy.Allowed;
import io.sluice.llm.egress.EgressPolicy.Asked;
import io.sluice.llm.egress.EgressPolicy.Denied;
import io.sluice.llm.egress.redaction.Kind;
import io.sluice.llm.egress.redaction.Passage;
import io.sluice.llm.egress.redaction.Placeholders;
import io.sluice.llm.egress.redaction.Redaction;
import io.sluice.llm.egress.redaction.Redactor;
import io.sluice.llm.question.Part;
import io.sluice.llm.question.Question;
import io.sluice.llm.worker.Door;
import io.sluice.llm.worker.Server;
import io.sluice.schemas.Ids;
import io.sluice.types.DocumentType;
import io.sluice.types.DocumentTypes;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door with a policy: it rules, hides, reserves and writes down, in this order, before a byte
 * leaves. Thread-safe.
 */
final class EgressDoor implements Door {
  private static final Logger LOG = LoggerFactory.getLogger(EgressDoor.class);

  /** Bytes of a token; most texts have about four, so an estimate is on the high side. */
  private static final int BYTES_OF_A_TOKEN = 3;

  private final EgressPolicy policy;
  private final DocumentTypes types;
  private final Ledger ledger;
  private final EgressLog log;
  private final Redactor redactor;
  private final InstantSource clock;

  EgressDoor(
      EgressPolicy policy, DocumentTypes types, Ledger ledger, EgressLog log, InstantSource clock) {
    this.policy = policy;
    this.types = types;
    this.ledger = ledger;
    this.log = log;
    this.redactor = Redactor.shipped(policy.surely().unknownWords());
    this.clock = clock;
  }

  @Override
  public Ruling rule(
      FrontierEscalation task, Server server, Question question, ParsedContent document) {
    Asked asked =
        new Asked(
            task.getTenant(),
            task.getDocumentType(),
            inForce(task),
            server.name(),
            server.region());
    Call call = new Call(task, asked, server);
    return switch (policy.rule(asked)) {
      case Denied(String rule, String reason) ->
          call.shut(Reason.EGRESS_DENIED, rule, reason, Map.of());
      case Allowed(EgressPolicy.Rule rule, String reason) ->
          redacted(call, rule, reason, question, document);
    };
  }

  /** The stricter of the document's and the type's; of a type that nobody knows, the strictest. */
  private DataClass inForce(FrontierEscalation task) {
    Optional<DocumentType> type = types.find(task.getDocumentType());
    return type.isEmpty() ? DataClass.RESTRICTED : type.get().inForce(task.getDataClass());
  }

  private Ruling redacted(
      Call call, EgressPolicy.Rule rule, String reason, Question question, ParsedContent document) {
    if (rule.redact().isEmpty()) {
      return call.open(question, Placeholders.NONE, rule, reason);
    }
    Optional<String> unclear = unclear(document);
    if (unclear.isPresent()) {
      return call.shut(Reason.EGRESS_DENIED, rule.name(), unsure(rule, unclear.get()), Map.of());
    }
    List<Passage> passages = new ArrayList<>();
    passages.add(Passage.ours(question.system()));
    question.parts().forEach(part -> passages.add(new Passage(part.text(), part.ours())));
    Redaction redaction =
        redactor.redact(
            passages,
            types
                .find(call.task.getDocumentType())
                .map(type -> KnownValues.of(type, call.task.getPrediction()))
                .orElseGet(List::of),
            Kind.of(rule.redact()));
    return switch (redaction) {
      case Redaction.Unsure(String why) ->
          call.shut(Reason.EGRESS_DENIED, rule.name(), unsure(rule, why), Map.of());
      case Redaction.Done(List<String> texts, Placeholders placeholders) ->
          call.open(with(question, texts), placeholders, rule, reason);
    };
  }

  private static String unsure(EgressPolicy.Rule rule, String why) {
    return "rule '" + rule.name() + "': what it hides can't surely be hidden: " + why;
  }

  /** A page that OCR read badly: a name with a wrong letter is a name that nobody finds. */
  private Optional<String> unclear(ParsedContent document) {
    double least = policy.surely().ocrConfidence();
    for (Page page : document.getPages()) {
      Float confidence = page.getOcrConfidence();
      if (page.getSource() == PageSource.OCR
          && (confidence == null ? least > 0 : confidence < least)) {
        return Optional.of(
            String.format(
                Locale.ROOT,
                "page %d was read by OCR with confidence %s, less than %.2f",
                page.getNumber(),
                confidence == null ? "unknown" : String.format(Locale.ROOT, "%.2f", confidence),
                least));
      }
    }
    return Optional.empty();
  }

  private static Question with(Question question, List<String> texts) {
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < question.parts().size(); i++) {
      parts.add(new Part(texts.get(i + 1), question.parts().get(i).ours()));
    }
    return new Question(
        question.fields(),
        texts.getFirst(),
        parts,
        question.schema(),
        question.maxTokens(),
        question.shown(),
        question.promptHash());
  }

  /** One task on its way to one server. */
  private final class Call {
    private final FrontierEscalation task;
    private final Asked asked;
    private final Server server;

    private Call(FrontierEscalation task, Asked asked, Server server) {
      this.task = task;
      this.asked = asked;
      this.server = server;
    }

    private EgressEntry.Builder entry(String rule, String reason, Map<String, Integer> redactions) {
      var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
      return EgressEntry.newBuilder()
          .setCallId(UUID.randomUUID().toString())
          .setTaskId(task.getTaskId())
          .setDocumentId(task.getDocumentId())
          .setTenant(task.getTenant())
          .setDocumentType(task.getDocumentType())
          .setDataClass(asked.dataClass())
          .setProvider(server.name())
          .setRegion(server.region())
          .setModel(server.modelFor(task.getDocumentType()))
          .setPolicyVersion(policy.version())
          .setPolicySha256(policy.sha256())
          .setRule(rule.isEmpty() ? null : rule)
          .setReason(reason)
          .setRedactions(redactions)
          .setAskedAt(now)
          .setAt(now);
    }

    private Shut shut(Reason reason, String rule, String why, Map<String, Integer> redactions) {
      write(entry(rule, why, redactions).setMoment(EgressMoment.DENIED).build());
      return new Shut(reason, why);
    }

    private Open open(
        Question question, Placeholders placeholders, EgressPolicy.Rule rule, String reason) {
      Map<String, Integer> redactions = new TreeMap<>();
      placeholders.counts().forEach((kind, count) -> redactions.put(kind.name(), count));
      return new Open(
          question,
          placeholders::restore,
          (body, maxTokens) -> leave(body, maxTokens, rule.name(), reason, redactions));
    }

    private Leave leave(
        byte[] body, int maxTokens, String rule, String reason, Map<String, Integer> redactions)
        throws InterruptedException {
      Usage most = new Usage((body.length + BYTES_OF_A_TOKEN - 1) / BYTES_OF_A_TOKEN, maxTokens);
      EgressEntry entry =
          entry(rule, reason, redactions)
              .setMoment(EgressMoment.ASKED)
              .setSha256(Ids.sha256(body))
              .setSize(body.length)
              .setEstimatedMicros(server.prices().micros(most))
              .build();
      ledger.forgetBefore(
          clock.instant().atZone(ZoneOffset.UTC).toLocalDate().minusDays(KafkaEgressLog.DAYS));
      Optional<String> cap = ledger.reserve(entry, policy.budget());
      if (cap.isPresent()) {
        write(
            EgressEntry.newBuilder(entry)
                .setMoment(EgressMoment.DENIED)
                .setReason(cap.get())
                .build());
        return new Shut(Reason.BUDGET_EXHAUSTED, cap.get());
      }
      try {
        log.write(entry);
      } catch (KafkaException e) {
        ledger.release(entry);
        throw e;
      }
      return new Granted(new Written(entry));
    }

    /** An entry after which nothing leaves; its loss would hide no byte. */
    private void write(EgressEntry entry) {
      EgressDoor.this.write(entry);
    }

    private final class Written implements Permit {
      private final EgressEntry asked;

      private Written(EgressEntry asked) {
        this.asked = asked;
      }

      @Override
      public void answered(Usage usage) {
        boolean counted = usage.tokensIn() > 0 || usage.tokensOut() > 0;
        settle(
            EgressMoment.ANSWERED,
            asked.getReason(),
            counted ? server.prices().micros(usage) : asked.getEstimatedMicros(),
            counted ? usage : null);
      }

      @Override
      public void failed(String why, boolean perhapsBilled) {
        // A server's words may repeat ours, and ours a document's: only how it ended is kept.
        settle(
            EgressMoment.FAILED,
            perhapsBilled ? "no answer, perhaps billed" : "no answer, not billed",
            perhapsBilled ? asked.getEstimatedMicros() : 0,
            null);
      }

      private void settle(EgressMoment moment, String reason, long micros, @Nullable Usage usage) {
        EgressEntry entry =
            EgressEntry.newBuilder(asked)
                .setMoment(moment)
                .setReason(reason)
                .setSettledMicros(micros)
                .setTokensIn(usage == null ? null : usage.tokensIn())
                .setTokensOut(usage == null ? null : usage.tokensOut())
                .setAt(clock.instant().truncatedTo(ChronoUnit.MILLIS))
                .build();
        ledger.take(entry);
        write(entry);
      }
    }
  }

  /**
   * Writes what is no condition for anything. If it can't be written, the log says so: what was
   * asked then stays unsettled on the topic and counts with its estimate.
   */
  private void write(EgressEntry entry) {
    try {
      log.write(entry);
    } catch (KafkaException e) {
      LOG.error(
          "egress entry {} of call {} could not be written; the ledger keeps the estimate",
          entry.getMoment(),
          entry.getCallId(),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      LOG.error(
          "interrupted while writing egress entry {} of call {}",
          entry.getMoment(),
          entry.getCallId());
    }
  }
}
