/** What is sent twice. */
@NullMarked
package redoubt.api.idempotency;

import org.jspecify.annotations.NullMarked;
