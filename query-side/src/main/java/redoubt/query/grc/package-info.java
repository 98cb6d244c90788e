/** How folders, matrices and risks are filtered, ordered and described. */
@NullMarked
package redoubt.query.grc;

import org.jspecify.annotations.NullMarked;
