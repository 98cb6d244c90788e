/** Benchmarks: the running program and what the machine could do at best, measured in turns in the same run. */
@NullMarked
package redoubt.bench;

import org.jspecify.annotations.NullMarked;
