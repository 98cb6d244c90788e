/** Nodes add up in the database what each of them was asked for. */
@NullMarked
package redoubt.infra.limit;

import org.jspecify.annotations.NullMarked;
