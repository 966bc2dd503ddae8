/** How values are written, where more than one room must read them alike. */
package io.sluice.values;
