/** Organizations and what is in them, as they stand in the read models and beside the log. */
@NullMarked
package redoubt.infra.tenancy;

import org.jspecify.annotations.NullMarked;
