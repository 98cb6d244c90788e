/** One thing through time: its changes, and its state at any moment. */
@NullMarked
package redoubt.query.history;

import org.jspecify.annotations.NullMarked;
