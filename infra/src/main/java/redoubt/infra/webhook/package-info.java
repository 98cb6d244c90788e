/** Sends what happens to endpoints elsewhere: where it may go, how it is signed, when it is tried again, and what became of it. */
@NullMarked
package redoubt.infra.webhook;

import org.jspecify.annotations.NullMarked;
