/** The rim: the queue's events from topics, and what happens at the desk onto topics. */
@org.jspecify.annotations.NullMarked
package io.sluice.desk.topics;
