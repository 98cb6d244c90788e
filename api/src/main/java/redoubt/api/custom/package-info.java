/** The few endpoints with a shape of their own. */
@NullMarked
package redoubt.api.custom;

import org.jspecify.annotations.NullMarked;
