/** What things were: versions, moments and differences. */
@NullMarked
package redoubt.api.history;

import org.jspecify.annotations.NullMarked;
