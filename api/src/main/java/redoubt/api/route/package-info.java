/** Endpoints as data, and the one path by which every request reaches one. */
@NullMarked
package redoubt.api.route;

import org.jspecify.annotations.NullMarked;
