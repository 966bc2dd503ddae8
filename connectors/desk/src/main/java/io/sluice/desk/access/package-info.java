/** Who may come in, and what they may do: users, logins, sessions. Knows no reviews. */
@org.jspecify.annotations.NullMarked
package io.sluice.desk.access;
