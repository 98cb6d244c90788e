/** How organizations, users, roles and tokens are filtered, ordered and described. */
@NullMarked
package redoubt.query.identity;

import org.jspecify.annotations.NullMarked;
