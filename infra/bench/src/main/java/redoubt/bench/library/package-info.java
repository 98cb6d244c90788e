/** Event stores as libraries, ours and others', each in a process of its own that appends when it is told to. */
@NullMarked
package redoubt.bench.library;

import org.jspecify.annotations.NullMarked;
