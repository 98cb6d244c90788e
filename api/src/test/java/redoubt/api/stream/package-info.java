/** Streams under a clock that tests move, and over real connections. */
@NullMarked
package redoubt.api.stream;

import org.jspecify.annotations.NullMarked;
