/** What the machine was doing meanwhile: load, processor time, memory, the speed of its disk. Linux only. */
@NullMarked
package redoubt.bench.machine;

import org.jspecify.annotations.NullMarked;
