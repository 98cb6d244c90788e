/**
 * What becomes of writes while things break: the real program and a real PostgreSQL, broken on purpose while several
 * clients write, and then a ledger of what they were told held against what is there.
 */
@NullMarked
package redoubt.infra.faults;

import org.jspecify.annotations.NullMarked;
