/** What the machine could do at best: PostgreSQL asked directly by pgbench, and a JVM that does nothing. */
@NullMarked
package redoubt.bench.limit;

import org.jspecify.annotations.NullMarked;
