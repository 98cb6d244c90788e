/** The mechanics of HTTP. */
@NullMarked
package redoubt.api.http;

import org.jspecify.annotations.NullMarked;
