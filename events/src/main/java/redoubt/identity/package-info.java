/** Organizations, people, the roles they hold and the tokens that speak for them. */
@NullMarked
package redoubt.identity;

import org.jspecify.annotations.NullMarked;
