/** The endpoints that every resource has. */
@NullMarked
package redoubt.api.resource;

import org.jspecify.annotations.NullMarked;
