/** Seals the log, signs where it stands, and verifies it: in the database, and in a file without one. */
@NullMarked
package redoubt.infra.chain;

import org.jspecify.annotations.NullMarked;
