/** Reads values as people write them: amounts of money, calendar days, numbers in words. Pure. */
package io.sluice.types.values;
