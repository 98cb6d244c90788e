/** The face as clients meet it. */
@NullMarked
package redoubt.api;

import org.jspecify.annotations.NullMarked;
