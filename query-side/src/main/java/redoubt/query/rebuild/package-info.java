/** Making tables anew while they are read: what is wanted, how far it is, and what came of it. */
@NullMarked
package redoubt.query.rebuild;

import org.jspecify.annotations.NullMarked;
