/** Load over HTTP from one thread, so light that the machine is left to what is measured. */
@NullMarked
package redoubt.bench.load;

import org.jspecify.annotations.NullMarked;
