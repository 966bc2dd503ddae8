/**
 * What whoever leads the reviewers wants to know, folded from the topics: work done, agreement,
 * what people changed of what machines read, and what blind audits found. The fold is pure; {@code
 * LeadReader} is its rim.
 */
@org.jspecify.annotations.NullMarked
package io.sluice.desk.lead;
