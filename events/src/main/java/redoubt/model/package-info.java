/** The kernel: what a resource looks like, what can happen to it, and the one fold over what happened. */
@NullMarked
package redoubt.model;

import org.jspecify.annotations.NullMarked;
