/** What people look at: words, page images, and what of them is hidden from whom. */
@org.jspecify.annotations.NullMarked
package io.sluice.desk.contents;
