/** Makes questions: which fields, which words of the document, in which words of ours. Pure. */
package io.sluice.llm.question;
