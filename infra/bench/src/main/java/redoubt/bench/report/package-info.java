/** Figures as people read them: medians, spreads, tables. */
@NullMarked
package redoubt.bench.report;

import org.jspecify.annotations.NullMarked;
