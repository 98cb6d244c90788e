/** Who else is told of what happens: endpoints, what is sent to them, how it is signed, and which addresses it may go to. */
@NullMarked
package redoubt.webhook;

import org.jspecify.annotations.NullMarked;
