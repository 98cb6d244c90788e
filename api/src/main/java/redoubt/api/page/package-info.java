/** Pages for people, each of them a client of the API like any other. */
@NullMarked
package redoubt.api.page;

import org.jspecify.annotations.NullMarked;
