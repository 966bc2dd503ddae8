package io.sluice.llm.answer;

import io.sluice.events.Box;
import io.sluice.events.ExtractedField;
import io.sluice.events.ParsedContent;
import io.sluice.events.Reader;
import io.sluice.events.Warning;
import io.sluice.events.Word;
import io.sluice.llm.answer.Claims.Said;
import io.sluice.llm.answer.Evidence.Borne;
import io.sluice.llm.answer.Evidence.Unborne;
import io.sluice.llm.chat.Reply;
import io.sluice.llm.question.Question;
import io.sluice.types.FieldKind;
import io.sluice.types.FieldSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * From what a model wrote, once or several times, to fields with evidence and confidence.
 *
 * <p>A field's confidence is the mean, over the samples, of the probability that the model gave to
 * the value that most of them have. Where the server gives no probabilities, it is the share of
 * samples that agree, as if one more had not: a single one is worth a half. An absent field is as
 * certain as the model, times the share of the document that it was shown. Pure.
 */
public final class Answers {
  private final Question question;
  private final ParsedContent document;
  private final Reader reader;
  private final Evidence evidence;
  private final Set<Warning> warnings = new LinkedHashSet<>();

  /**
   * The fields that were asked for, each with a value that stands on a page, without one, or
   * without one and without confidence where no answer could be believed.
   *
   * @param warnings what was not believed and why, without any value
   */
  public record Reading(List<ExtractedField> fields, List<Warning> warnings) {}

  /**
   * What one sample says about a field.
   *
   * @param form equal for samples that say the same
   * @param probability the model's own; empty where the server gives none
   * @param borne the values, one behind the other; empty for an absent field and one not believed
   * @param believed whether it counts
   */
  private record Vote(
      String form, OptionalDouble probability, List<Borne> borne, boolean believed) {
    double weight() {
      return probability.orElse(1);
    }
  }

  private Answers(Question question, ParsedContent document, Reader reader) {
    this.question = question;
    this.document = document;
    this.reader = reader;
    this.evidence = new Evidence(document);
  }

  /**
   * Reads the samples of an answer; empty if none of them is a JSON object.
   *
   * @param restored puts what was replaced before it left the house back into a text
   * @param reader who the fields are said to be read by
   */
  public static Optional<Reading> read(
      Question question,
      ParsedContent document,
      List<Reply.Answered> samples,
      UnaryOperator<String> restored,
      Reader reader) {
    return new Answers(question, document, reader).read(samples, restored);
  }

  private Optional<Reading> read(List<Reply.Answered> samples, UnaryOperator<String> restored) {
    Set<String> asked = question.fields().stream().map(FieldSpec::name).collect(Collectors.toSet());
    Map<String, List<Vote>> votes = new LinkedHashMap<>();
    boolean any = false;
    for (Reply.Answered sample : samples) {
      Optional<Map<String, Said>> said = Claims.of(sample.text(), asked);
      any |= said.isPresent();
      Certainty certainty = new Certainty(sample.text(), sample.tokens());
      for (FieldSpec field : question.fields()) {
        Vote vote =
            said.map(s -> s.get(field.name()))
                .map(s -> vote(field, s, certainty.of(s.spans()), restored))
                .orElseGet(() -> unanswered(field));
        votes.computeIfAbsent(field.name(), f -> new ArrayList<>()).add(vote);
      }
    }
    if (!any) {
      return Optional.empty();
    }
    if (question.shown() < 1) {
      warnings.add(
          new Warning(
              "DOCUMENT_SHOWN_IN_PART",
              String.format(
                  Locale.ROOT,
                  "the model was shown %.0f %% of the words; what it calls absent is absent there",
                  100 * question.shown())));
    }
    List<ExtractedField> fields =
        question.fields().stream()
            .map(f -> decided(f, votes.getOrDefault(f.name(), List.of())))
            .toList();
    return Optional.of(new Reading(fields, List.copyOf(warnings)));
  }

  private Vote unanswered(FieldSpec field) {
    warnings.add(
        new Warning("FIELD_NOT_ANSWERED", field.name() + ": the answer does not speak of it"));
    return new Vote("?", OptionalDouble.empty(), List.of(), false);
  }

  private Vote vote(
      FieldSpec field, Said said, OptionalDouble probability, UnaryOperator<String> restored) {
    List<Borne> borne = new ArrayList<>();
    Set<String> forms = new TreeSet<>();
    for (Claim claim : said.claims()) {
      Claim plain =
          new Claim(restored.apply(claim.value()), claim.page(), restored(restored, claim.quote()));
      switch (evidence.check(field, plain)) {
        case Borne found -> {
          if (forms.add(found.form())) {
            borne.add(found);
          }
        }
        case Unborne(Evidence.Why why) -> {
          warnings.add(new Warning(why.name(), field.name() + ": " + why.words()));
          return new Vote("!", probability, List.of(), false);
        }
      }
    }
    if (borne.size() > 1 && field.kind() != FieldKind.NAMES) {
      warnings.add(
          new Warning("SEVERAL_VALUES", field.name() + ": several values for a field of one"));
      return new Vote("!", probability, List.of(), false);
    }
    return new Vote(String.join(";", forms), probability, borne, true);
  }

  private static @Nullable String restored(UnaryOperator<String> restored, @Nullable String quote) {
    return quote == null ? null : restored.apply(quote);
  }

  private ExtractedField decided(FieldSpec field, List<Vote> votes) {
    Map<String, Double> weights = new LinkedHashMap<>();
    votes.forEach(vote -> weights.merge(vote.form(), vote.weight(), Double::sum));
    String winner =
        weights.entrySet().stream()
            .max(Comparator.comparingDouble(Map.Entry::getValue))
            .map(Map.Entry::getKey)
            .orElse("!");
    Vote chosen = votes.stream().filter(v -> v.form().equals(winner)).findFirst().orElse(null);
    if (chosen == null || !chosen.believed()) {
      return absent(field, 0, 0);
    }
    List<Vote> agreeing = votes.stream().filter(v -> v.form().equals(winner)).toList();
    boolean told = agreeing.stream().allMatch(v -> v.probability().isPresent());
    double raw = agreeing.stream().mapToDouble(Vote::weight).sum() / votes.size();
    double confidence = told ? raw : (double) agreeing.size() / (votes.size() + 1);
    return chosen.borne().isEmpty()
        ? absent(field, raw, confidence * question.shown())
        : present(field, chosen.borne(), raw, confidence);
  }

  private ExtractedField absent(FieldSpec field, double raw, double confidence) {
    return new ExtractedField(field.name(), null, raw, confidence, reader, null, null, null, null);
  }

  private ExtractedField present(
      FieldSpec field, List<Borne> borne, double raw, double confidence) {
    Borne first = borne.getFirst();
    Word head = first.words().getFirst();
    Word tail = first.words().getLast();
    int start = head.getStart();
    int end = tail.getStart() + tail.getText().length();
    if (end <= document.getText().length()) {
      int within = document.getText().substring(start, end).indexOf(first.value());
      start += Math.max(within, 0);
      end = within < 0 ? end : start + first.value().length();
    }
    return new ExtractedField(
        field.name(),
        borne.stream().map(Borne::value).collect(Collectors.joining("; ")),
        raw,
        confidence,
        reader,
        start,
        end,
        head.getPage() > 0 ? head.getPage() : null,
        box(first.words()));
  }

  private static @Nullable Box box(List<Word> words) {
    Box around = null;
    for (Word word : words) {
      Box box = word.getBox();
      if (box != null) {
        around =
            around == null
                ? box
                : new Box(
                    Math.min(around.getX0(), box.getX0()),
                    Math.min(around.getY0(), box.getY0()),
                    Math.max(around.getX1(), box.getX1()),
                    Math.max(around.getY1(), box.getY1()));
      }
    }
    return around;
  }
}
