/** Files of resources: lists that are taken away, and rows that are brought in. */
@NullMarked
package redoubt.api.exchange;

import org.jspecify.annotations.NullMarked;
