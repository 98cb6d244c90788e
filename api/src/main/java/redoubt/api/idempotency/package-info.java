/** A repeated request is answered with its first answer and does nothing again. */
@NullMarked
package redoubt.api.idempotency;

import org.jspecify.annotations.NullMarked;
