/**
 * What a reading is worth: labelled documents, the grader's rules, figures with intervals, and the
 * tables that people read. Pure, but for reading and writing the files it is given.
 */
@org.jspecify.annotations.NullMarked
package io.sluice.evaluation;
