/** A register to look at: what {@code --demo} puts into a log that nobody has written to. */
@NullMarked
package redoubt.infra.demo;

import org.jspecify.annotations.NullMarked;
