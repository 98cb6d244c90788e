/** What happens because time passes. */
@NullMarked
package redoubt.infra.clock;

import org.jspecify.annotations.NullMarked;
