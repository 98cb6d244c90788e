/** PostgreSQL as the program sees it: its own server or somebody else's, its schema, and the ways to talk to it. */
@NullMarked
package redoubt.infra.postgres;

import org.jspecify.annotations.NullMarked;
