/** What nodes tell one another of the streams that they have open. */
@NullMarked
package redoubt.infra.stream;

import org.jspecify.annotations.NullMarked;
