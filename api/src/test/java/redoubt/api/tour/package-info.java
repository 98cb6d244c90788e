/** The tour of the API as request files, and what runs it. */
@NullMarked
package redoubt.api.tour;

import org.jspecify.annotations.NullMarked;
