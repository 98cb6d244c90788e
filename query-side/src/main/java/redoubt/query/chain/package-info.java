/** The chain of hashes that shows whether the log was touched, as values: sealing, signing, verifying. */
@NullMarked
package redoubt.query.chain;

import org.jspecify.annotations.NullMarked;
