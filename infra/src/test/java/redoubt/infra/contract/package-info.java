/** What every resource promises its clients, whatever it is about; a resource proves it with some twenty lines. */
@NullMarked
package redoubt.infra.contract;

import org.jspecify.annotations.NullMarked;
