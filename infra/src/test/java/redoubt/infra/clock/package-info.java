/** What happens because time passes, tested. */
@NullMarked
package redoubt.infra.clock;

import org.jspecify.annotations.NullMarked;
