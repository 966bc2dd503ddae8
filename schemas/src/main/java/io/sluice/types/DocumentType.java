package io.sluice.types;

import io.sluice.events.DataClass;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A class of documents: what they hold, what must be true of them, who may read them.
 *
 * @param name the class's name, as models and records spell it
 * @param fields its fields, in the order in which people expect them; empty for {@code other}
 * @param validators what must be true of them
 * @param pool the pool that reads it once its class is known
 * @param targetError the share of accepted documents that may be wrong, in (0, 1)
 * @param trustStructure whether values that stand in the document's own machine-readable part need
 *     no threshold
 * @param alwaysReview whether people look at every one
 * @param escalation whether one in doubt may rise to a frontier model
 * @param dataClass the least data class: a document that came with a laxer one is treated as this;
 *     null for none
 * @param lineItems whether its documents hold line items
 * @param review how people look at its documents
 */
public record DocumentType(
    String name,
    List<FieldSpec> fields,
    List<ValidatorSpec> validators,
    Pool pool,
    double targetError,
    boolean trustStructure,
    boolean alwaysReview,
    EscalationPolicy escalation,
    @Nullable DataClass dataClass,
    LineItemsPolicy lineItems,
    ReviewPolicy review) {

  public DocumentType {
    fields = List.copyOf(fields);
    validators = List.copyOf(validators);
  }

  /** A type without line items, reviewed by one person. */
  public DocumentType(
      String name,
      List<FieldSpec> fields,
      List<ValidatorSpec> validators,
      Pool pool,
      double targetError,
      boolean trustStructure,
      boolean alwaysReview,
      EscalationPolicy escalation,
      @Nullable DataClass dataClass) {
    this(
        name,
        fields,
        validators,
        pool,
        targetError,
        trustStructure,
        alwaysReview,
        escalation,
        dataClass,
        LineItemsPolicy.NONE,
        ReviewPolicy.PLAIN);
  }

  /** The field of this name. */
  public Optional<FieldSpec> field(String fieldName) {
    return fields.stream().filter(field -> field.name().equals(fieldName)).findFirst();
  }

  /** What a reviewer of its documents must be able to do. */
  public String skill() {
    return review.skill() == null ? name : review.skill();
  }

  /** The stricter of the document's own data class and the type's. */
  public DataClass inForce(DataClass ofDocument) {
    return dataClass == null || ofDocument.compareTo(dataClass) >= 0 ? ofDocument : dataClass;
  }
}
