/** What operators see of the inside, and what they can do about it. */
@NullMarked
package redoubt.api.operations;

import org.jspecify.annotations.NullMarked;
