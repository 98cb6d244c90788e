/** Files that hold what nobody else may read. */
@NullMarked
package redoubt.infra.keys;

import org.jspecify.annotations.NullMarked;
