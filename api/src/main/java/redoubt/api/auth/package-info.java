/** Who is calling: credentials become principals before anything else is looked at. */
@NullMarked
package redoubt.api.auth;

import org.jspecify.annotations.NullMarked;
